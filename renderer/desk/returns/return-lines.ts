import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { DeskReturn } from '#shared/contract/bridge/loans.ts';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { Condition } from '#shared/contract/vocabulary.ts';
import type { Failed } from '../../bridge/answer.ts';

/** What the screen keeps of an answer: what to do with the copy, and nothing that names a member. */
export type ReturnDecision = Pick<
  ReturnAnswer,
  'outcome' | 'next' | 'alreadyReturned' | 'shelf' | 'destination' | 'fine' | 'refund' | 'slip'
>;

export type ReturnOutcome =
  | { kind: 'asking' }
  /** `wasQueued`: decided later, when the line was back; the copy may have been put aside meanwhile. */
  | { kind: 'decided'; decision: ReturnDecision; wasQueued: boolean }
  | { kind: 'queued'; observationId: string; sentence: string }
  | { kind: 'needs_attention'; sentence: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'failed'; sentence: string }
  | { kind: 'other'; sentence: string };

export type ReturnLine = {
  id: string;
  at: string;
  code: string;
  title: string | null;
  condition: Condition | null;
  /** The day that it counts for, when it came out of the book drop. */
  bookDrop: string | null;
  warning: string | null;
  outcome: ReturnOutcome;
};

export type ReturnsState = {
  /** Newest first. They stay until somebody clears the list or signs out. */
  lines: ReturnLine[];
  /** What the next copy's scan records of its condition; for one copy only. */
  nextIsDamaged: boolean;
  /** The copies come out of the book drop: the day that they count for, and whether the closed days are known. */
  bookDrop: { day: string; live: boolean } | null;
  /** Many copies in a row: what is plain is said softly. */
  isBulk: boolean;
  /** Who was charged for the newest copy, so that it can be paid at once; with the next scan it is forgotten. */
  debtor: { lineId: string; memberId: string } | null;
};

export const EMPTY_RETURNS: ReturnsState = {
  lines: [],
  nextIsDamaged: false,
  bookDrop: null,
  isBulk: false,
  debtor: null,
};

/** A day's returns at a busy desk; older lines leave the memory, not the record. */
const KEPT_LINES = 2000;

export function lineAdded(state: ReturnsState, line: ReturnLine): ReturnsState {
  const lines = [line, ...state.lines].slice(0, KEPT_LINES);
  // What was said of the next copy is not about a card, nor about one that comes back from repair.
  return { ...state, lines, nextIsDamaged: state.nextIsDamaged && line.condition !== 'damaged', debtor: null };
}

export function lineTitled(state: ReturnsState, id: string, title: string): ReturnsState {
  return changed(state, (line) => (line.id === id ? { ...line, title } : line));
}

export function lineAnswered(state: ReturnsState, id: string, answer: DeskReturn | Failed): ReturnsState {
  const title = titleOf(answer);
  const answered = changed(state, (line) =>
    line.id === id ? { ...line, title: title ?? line.title, outcome: outcomeOf(answer) } : line,
  );
  return { ...answered, debtor: debtorOf(state, id, answer) };
}

/** The server has spoken about a queued return: its line says what to do now. */
export function observationChanged(state: ReturnsState, row: OutboxRow): ReturnsState {
  const outcome = outcomeOfRow(row);
  if (!outcome) return state;
  return changed(state, (line) => {
    const isMine = line.outcome.kind === 'queued' && line.outcome.observationId === row.id;
    return isMine ? { ...line, title: row.title ?? line.title, outcome } : line;
  });
}

function changed(state: ReturnsState, change: (line: ReturnLine) => ReturnLine): ReturnsState {
  return { ...state, lines: state.lines.map(change) };
}

function outcomeOf(answer: DeskReturn | Failed): ReturnOutcome {
  if (answer.kind === 'done') return { kind: 'decided', decision: decisionOf(answer.answer), wasQueued: false };
  if (answer.kind !== 'queued') return answer;
  return { kind: 'queued', observationId: answer.observation.id, sentence: answer.sentence };
}

function outcomeOfRow(row: OutboxRow): ReturnOutcome | null {
  if (row.state === 'needs_attention') return { kind: 'needs_attention', sentence: attentionSentence(row) };
  if (row.state !== 'applied' || !row.answer) return null;
  return { kind: 'decided', decision: decisionOf(row.answer), wasQueued: true };
}

function attentionSentence(row: OutboxRow): string {
  return row.advice ?? row.problem?.detail ?? '';
}

function decisionOf(answer: ReturnAnswer): ReturnDecision {
  const { outcome, next, alreadyReturned, shelf, destination, fine, refund, slip } = answer;
  const money = { ...(fine && { fine }), ...(refund && { refund }) };
  return { outcome, next, alreadyReturned, shelf, destination, slip, ...money };
}

/** Only of the newest line: whoever stood at the desk for an earlier one has gone. */
function debtorOf({ lines }: ReturnsState, lineId: string, answer: DeskReturn | Failed): ReturnsState['debtor'] {
  if (lines[0]?.id !== lineId || answer.kind !== 'done' || !answer.answer.fine) return null;
  const memberId = answer.answer.loan?.memberId;
  return memberId ? { lineId, memberId } : null;
}

function titleOf(answer: DeskReturn | Failed): string | null {
  if (answer.kind === 'done') return answer.answer.title;
  return answer.kind === 'queued' ? answer.title : null;
}
