import type { Box, BoxContents } from '#shared/contract/api/boxes.ts';
import type { CallOutput } from '#shared/contract/bridge.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { Failed } from '../../bridge/answer.ts';

type PackOutcome =
  | { kind: 'asking' }
  | { kind: 'packed'; already: boolean; movedFrom: string | null }
  | { kind: 'taken_out' }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'failed'; sentence: string }
  | { kind: 'other'; sentence: string };

/** One scan into a box; it stays, whatever came of it. */
export type PackLine = { id: string; at: string | null; code: string; title: string | null; outcome: PackOutcome };

export type PackingState = {
  box: Box | null;
  /** Newest first. */
  lines: PackLine[];
  isLeaving: boolean;
};

export const NO_BOX: PackingState = { box: null, lines: [], isLeaving: false };

/** What lay in the box before this desk went on with it. */
export function resumed({ box, copies }: BoxContents): PackingState {
  const lines = copies.toReversed().map(({ transferId, barcode, book }) => ({
    id: transferId,
    at: null,
    code: barcode,
    title: book.title,
    outcome: { kind: 'packed', already: false, movedFrom: null } as const,
  }));
  return { box, lines, isLeaving: false };
}

export function lineAdded(state: PackingState, line: PackLine): PackingState {
  return { ...state, lines: [line, ...state.lines] };
}

export function lineAnswered(state: PackingState, id: string, answer: CallOutput<'boxes.pack'> | Failed): PackingState {
  if (answer.kind !== 'done') return lineChanged(state, id, { outcome: notPacked(answer) });
  const { box, copy, alreadyPacked: already, movedFrom } = answer.answer;
  const outcome = { kind: 'packed', already, movedFrom } as const;
  const answered = lineChanged(state, id, { title: copy.book.title, outcome });
  // An answer that comes when the box has been put aside belongs to nobody's box any more.
  return state.box?.id === box.id ? { ...answered, box } : answered;
}

export function lineChanged(state: PackingState, id: string, change: Partial<PackLine>): PackingState {
  return { ...state, lines: state.lines.map((line) => (line.id === id ? { ...line, ...change } : line)) };
}

type NotPacked = Exclude<CallOutput<'boxes.pack'> | Failed, { kind: 'done' }>;

const notPacked = (answer: NotPacked): PackOutcome =>
  answer.kind === 'refused' ? answer : { kind: 'failed', sentence: answer.sentence };
