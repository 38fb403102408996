import type { NextStep } from '#shared/contract/vocabulary.ts';
import type { Tone } from '../../parts/tone.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { ReturnDecision, ReturnLine } from './return-lines.ts';

/** What to do with the copy, for reading across the room: one word or two, then where, then what else to know. */
type ReturnWords = { tone: Tone | null; word: string; place: string; remarks: string[] };

const toneOfStep: Record<NextStep, Tone> = {
  shelve: 'good',
  hold_shelf: 'attention',
  transit: 'attention',
  maintenance: 'attention',
  refer: 'attention',
};

export function wordsOfReturn(line: ReturnLine, format: Format): ReturnWords {
  const { outcome } = line;
  const words = text.returns.words;
  const plain = (tone: Tone | null, word: string, place: string) => ({ tone, word, place, remarks: warnings(line) });
  switch (outcome.kind) {
    case 'asking':
      return plain(null, words.asking, '');
    case 'queued':
      return plain('queued', words.queued, outcome.sentence);
    case 'needs_attention':
      return plain('attention', words.needsAttention, outcome.sentence);
    case 'refused':
      return plain('refusal', words.refused, outcome.problem.detail);
    case 'failed':
      return plain('refusal', words.failed, outcome.sentence);
    case 'other':
      return plain('attention', words.other, outcome.sentence);
    case 'decided':
      return {
        tone: toneOfStep[outcome.decision.next],
        word: wordOfStep(outcome.decision),
        place: placeOf(outcome.decision),
        remarks: [...remarksOf(outcome.decision, outcome.wasQueued, format), ...warnings(line)],
      };
  }
}

/** What to do and where, in one line: for lists that have no room for large letters. */
export function decisionWords(decision: ReturnDecision): string {
  return `${wordOfStep(decision)}: ${placeOf(decision)}`;
}

function wordOfStep({ next, destination }: ReturnDecision): string {
  if (next === 'transit') return text.returns.sendTo(destination?.name ?? text.returns.otherBranch);
  return text.returns.steps[next];
}

/** Where it must go; never where it came from. */
function placeOf({ next, shelf, slip, destination }: ReturnDecision): string {
  if (next === 'shelve') return shelf ?? text.returns.noShelf;
  if (next === 'hold_shelf') return slip.pickupCode ? text.returns.holdLabel(slip.pickupCode) : text.returns.holdPlace;
  if (next === 'transit') return text.returns.transitPlace(destination?.code ?? '');
  return text.returns.places[next];
}

function remarksOf(decision: ReturnDecision, wasQueued: boolean, format: Format): string[] {
  const { outcome, alreadyReturned, fine } = decision;
  return [
    ...(wasQueued ? [text.returns.wasQueued] : []),
    ...(fine && fine.amount > 0 ? [text.returns.fine(format.money(fine))] : []),
    ...(outcome === 'found' || outcome === 'received' || outcome === 'superseded'
      ? [text.returns.outcomes[outcome]]
      : []),
    ...(alreadyReturned && outcome === 'already_returned' ? [text.returns.alreadyReturned] : []),
  ];
}

function warnings(line: ReturnLine): string[] {
  return [
    ...(line.condition === 'damaged' ? [text.returns.markedDamaged] : []),
    ...(line.warning ? [line.warning] : []),
  ];
}
