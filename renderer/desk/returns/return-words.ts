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

const toneOfKind: Partial<Record<ReturnLine['outcome']['kind'], Tone>> = {
  queued: 'queued',
  needs_attention: 'attention',
  refused: 'refusal',
  failed: 'refusal',
  other: 'attention',
};

export function wordsOfReturn(line: ReturnLine, format: Format): ReturnWords {
  const { outcome } = line;
  const words = text.returns.words;
  const plain = (word: string, place: string) => ({
    tone: toneOfKind[outcome.kind] ?? null,
    word,
    place,
    remarks: [...dropRemark(line, format), ...warnings(line)],
  });
  switch (outcome.kind) {
    case 'asking':
      return plain(words.asking, '');
    case 'queued':
      return plain(words.queued, outcome.sentence);
    case 'needs_attention':
      return plain(words.needsAttention, outcome.sentence);
    case 'refused':
      return plain(words.refused, outcome.problem.detail);
    case 'failed':
      return plain(words.failed, outcome.sentence);
    case 'other':
      return plain(words.other, outcome.sentence);
    case 'decided':
      return {
        tone: toneOfStep[outcome.decision.next],
        word: wordOfStep(outcome.decision),
        place: placeOf(outcome.decision, format),
        remarks: [
          ...remarksOf(outcome.decision, outcome.wasQueued, format),
          ...dropRemark(line, format),
          ...warnings(line),
        ],
      };
  }
}

/** Each pile has a colour of its own; what is no pile yet has that of its tone. */
export function lookOfReturn(line: ReturnLine): string {
  const { outcome } = line;
  if (outcome.kind === 'decided') return `pile-${outcome.decision.next}`;
  return `tone-${toneOfKind[outcome.kind] ?? 'waiting'}`;
}

/** What to do and where, in one line: for lists that have no room for large letters. */
export function decisionWords(decision: ReturnDecision, format: Format): string {
  return `${wordOfStep(decision)}: ${placeOf(decision, format)}`;
}

function wordOfStep({ next, destination, outcome }: ReturnDecision): string {
  if (outcome === 'superseded') return text.returns.superseded;
  if (next === 'transit') return text.returns.sendTo(destination?.name ?? text.returns.otherBranch);
  return text.returns.steps[next];
}

/** Where it must go; never where it came from. */
function placeOf(decision: ReturnDecision, format: Format): string {
  const { next, shelf, slip, destination } = decision;
  if (next === 'shelve') return shelf ?? text.returns.noShelf;
  if (next === 'hold_shelf') return slip.pickupCode ? text.returns.holdLabel(slip.pickupCode) : text.returns.holdPlace;
  if (next === 'transit') return text.returns.transitPlace(destination?.code ?? '');
  return next === 'maintenance' ? text.returns.places.maintenance : placeOfReferred(decision, format);
}

function placeOfReferred({ outcome, refund }: ReturnDecision, format: Format): string {
  if (outcome === 'superseded') return text.returns.places.superseded;
  return refund ? text.returns.places.refund(format.money(refund)) : text.returns.places.refer;
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

const dropRemark = ({ bookDrop }: ReturnLine, format: Format): string[] =>
  bookDrop ? [text.returns.countsFor(format.weekday(bookDrop))] : [];

function warnings(line: ReturnLine): string[] {
  return [
    ...(line.condition === 'damaged' ? [text.returns.markedDamaged] : []),
    ...(line.warning ? [line.warning] : []),
  ];
}
