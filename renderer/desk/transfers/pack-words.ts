import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { Tone } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { PackLine } from './pack-lines.ts';

/** A line in words: one for the outcome, a sentence for what it means. */
type PackWords = { tone: Tone | null; word: string; sentence: string };

export function wordsOfPacking({ outcome }: PackLine, branches: readonly Branch[]): PackWords {
  const { words, movedFrom } = text.boxes;
  switch (outcome.kind) {
    case 'asking':
      return { tone: null, word: words.asking, sentence: '' };
    case 'packed': {
      const sentence = outcome.movedFrom ? movedFrom(outcome.movedFrom) : '';
      if (outcome.already) return { tone: 'good', word: words.already, sentence };
      return { tone: outcome.movedFrom ? 'attention' : 'good', word: words.packed, sentence };
    }
    case 'taken_out':
      return { tone: 'attention', word: words.takenOut, sentence: '' };
    case 'refused':
      return { tone: 'refusal', word: words.refused, sentence: refusalSentence(outcome.problem, branches) };
    case 'failed':
      return { tone: 'refusal', word: words.failed, sentence: outcome.sentence };
    case 'other':
      return { tone: 'attention', word: words.other, sentence: outcome.sentence };
  }
}

const BranchFact = z.object({ branchId: Id });

/** The server's sentence, with the branch that it names by an id. */
function refusalSentence({ code, detail, facts }: Problem, branches: readonly Branch[]): string {
  if (code === 'COPY_STATE') return `${detail} ${text.boxes.scanInReturn}`;
  const named = BranchFact.safeParse(facts);
  const branch = named.success ? branches.find(({ id }) => id === named.data.branchId)?.name : undefined;
  if (!branch) return detail;
  return `${detail} ${code === 'GOES_ELSEWHERE' ? text.boxes.goesTo(branch) : text.boxes.standsAt(branch)}`;
}

/** Whether the copy can be sent although nothing asks for it. */
export const maySendAnyway = ({ outcome }: PackLine): boolean =>
  outcome.kind === 'refused' && outcome.problem.code === 'NO_TRANSFER';
