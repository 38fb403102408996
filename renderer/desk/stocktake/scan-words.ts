import type { CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import type { IconName } from '../../parts/icon-paths.ts';
import type { Sound } from '../../parts/sounds/scores.ts';
import type { Tone } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { ScanLine } from './scan-lines.ts';

/** What a scan comes to, in one word for everything that looks or sounds by it. */
export type Verdict =
  | 'asking'
  | 'fine'
  | 'repeated'
  | 'this_out'
  | 'previous_out'
  | 'not_kept'
  | 'other'
  | DiscrepancyKind;

type Manner = { tone: Tone; icon: IconName; look: string; sound: Sound };

const manner = (tone: Tone, icon: IconName, sound: Sound, look = `tone-${tone}`): Manner => ({
  tone,
  icon,
  look,
  sound,
});

/** Each verdict has a drawing, a colour and a sound of its own, so that whoever scans need not read. */
const manners: Record<Verdict, Manner> = {
  asking: manner('good', 'waiting', 'tick', 'tone-waiting'),
  fine: manner('good', 'check', 'tick'),
  repeated: manner('good', 'renew', 'repeated', 'tone-plain'),
  this_out: manner('attention', 'order', 'out_of_order'),
  previous_out: manner('attention', 'order', 'out_of_order'),
  not_kept: manner('refusal', 'stop', 'refusal'),
  other: manner('refusal', 'card', 'refusal'),
  missing: manner('attention', 'attention', 'attention'),
  elsewhere: manner('attention', 'branch', 'elsewhere', 'pile-transit'),
  on_loan: manner('attention', 'checkout', 'on_loan'),
  lost: manner('attention', 'found', 'found', 'pile-queued'),
  withdrawn: manner('attention', 'cross', 'withdrawn', 'tone-refusal'),
  in_transit: manner('attention', 'transit', 'transit', 'pile-transit'),
  on_hold_shelf: manner('attention', 'hold', 'hold_shelf', 'pile-hold_shelf'),
  wrong_shelf: manner('attention', 'shelf', 'wrong_shelf'),
  unknown: manner('attention', 'barcode', 'unknown', 'tone-refusal'),
};

type ScanWords = Manner & { word: string; sentence: string; remarks: string[] };

/** A copy that is in order has nothing to be said about it: the shelf that it belongs on is said anyway. */
export function verdictOf({ outcome }: ScanLine): Verdict {
  if (outcome.kind !== 'counted') return outcome.kind;
  const { kind, repeated, order } = outcome.scan;
  if (kind) return kind;
  if (repeated) return 'repeated';
  return order === 'in_order' ? 'fine' : order;
}

export function wordsOfScan(line: ScanLine): ScanWords {
  const verdict = verdictOf(line);
  return {
    ...manners[verdict],
    word: wordOf(verdict),
    sentence: sentenceOf(line, verdict),
    remarks: remarksOf(line, verdict),
  };
}

/** What is on the screen, for those who listen to it; of a copy in its place its title only. */
export function saidOfScan(line: ScanLine): string {
  const { word, sentence, remarks } = wordsOfScan(line);
  const title = titleOf(line) ?? line.code;
  if (verdictOf(line) === 'fine') return title;
  return [`${word}: ${title}`, sentence, ...remarks].filter(Boolean).join(' ');
}

export const titleOf = ({ outcome }: ScanLine): string | null =>
  outcome.kind === 'counted' ? (outcome.scan.copy?.title ?? null) : null;

export const shelfOf = ({ outcome }: ScanLine): string | null =>
  outcome.kind === 'counted' ? (outcome.scan.copy?.shelf ?? null) : null;

function wordOf(verdict: Verdict): string {
  const words = text.stocktake.scan;
  switch (verdict) {
    case 'asking':
      return words.asking;
    case 'fine':
      return words.fine;
    case 'repeated':
      return words.repeated;
    case 'this_out':
    case 'previous_out':
      return words.out[verdict];
    case 'not_kept':
      return words.notKept;
    case 'other':
      return words.notCopy;
    default:
      return words.kinds[verdict];
  }
}

function sentenceOf({ outcome }: ScanLine, verdict: Verdict): string {
  const words = text.stocktake.scan;
  if (outcome.kind === 'not_kept' || outcome.kind === 'other') return outcome.sentence;
  if (outcome.kind === 'asking' || verdict === 'fine') return '';
  if (verdict === 'repeated') return words.repeatedDoes;
  if (verdict === 'this_out' || verdict === 'previous_out') return words.outDoes[verdict];
  return outcome.scan.kind ? doesOf(outcome.scan, outcome.scan.kind) : '';
}

function doesOf({ copy }: CountedScan, kind: DiscrepancyKind): string {
  const words = text.stocktake.scan;
  if (kind === 'elsewhere' && copy) return words.elsewhere(copy.currentBranchCode);
  if (kind === 'wrong_shelf' && copy?.status === 'maintenance') return words.inRepair;
  if (kind === 'wrong_shelf' && copy?.shelf) return words.belongsOn(copy.shelf);
  return words.does[kind];
}

/** What else is wrong: the largest letters say one thing only. */
function remarksOf({ outcome, warning }: ScanLine, verdict: Verdict): string[] {
  const words = text.stocktake.scan;
  const remarks = warning ? [warning] : [];
  if (outcome.kind !== 'counted') return remarks;
  const { repeated, order, kind } = outcome.scan;
  if (repeated && verdict !== 'repeated') remarks.push(`${words.repeated}. ${words.repeatedDoes}`);
  if (kind && order !== 'in_order' && !repeated) remarks.push(words.outDoes[order]);
  return remarks;
}
