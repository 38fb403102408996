import type { z } from 'zod';
import type { CachedCopy } from '#shared/contract/bridge/catalog.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import type { Problem } from '#shared/contract/refusals.ts';

export type LineOutcome =
  | { kind: 'asking' }
  | { kind: 'lent'; loanId: string; dueAt: string; holdFulfilled: boolean; overridden: string[] }
  | { kind: 'renewed'; loanId: string; dueAt: string }
  /** `overridden`: the codes set aside so far, which a further override must name again. */
  | { kind: 'refused'; problem: Problem; overridden: string[] }
  | { kind: 'unanswered'; because: 'offline' | 'failed'; sentence: string }
  | { kind: 'no_member'; copy: z.infer<typeof CachedCopy> | null }
  /** Nothing that can be lent: the sentence says what it is. */
  | { kind: 'other'; sentence: string };

/** What one scan came to. Lines stay until the session ends. */
export type CheckoutLine = {
  id: string;
  at: string;
  subject: 'card' | 'copy';
  code: string;
  title: string | null;
  /** Something odd about the code itself, such as a wrong check digit. */
  warning: string | null;
  outcome: LineOutcome;
};

export type EndReason = 'finished' | 'left' | 'idle' | 'locked' | 'next_card';

export type ChosenCopy = { barcode: string; title: string };

export type CheckoutState = {
  /** Counts sessions: what is answered to an earlier one is no longer anybody's business here. */
  session: number;
  member: MemberStanding | null;
  /** Newest first. */
  lines: CheckoutLine[];
  /** A copy that was chosen in the catalogue, because it cannot be scanned: it waits for the member's card. */
  chosen: ChosenCopy | null;
  /** A card is being looked up. */
  askingCard: boolean;
  /** How the last session ended; numbers say nothing about anybody. `unanswered`: scans that were under way. */
  ended: { reason: EndReason; lent: number; unanswered: number } | null;
};

export const EMPTY_CHECKOUT: CheckoutState = {
  session: 0,
  member: null,
  lines: [],
  chosen: null,
  askingCard: false,
  ended: null,
};

/** The next card: whoever was on the screen is gone before the new one is known, whatever comes of the card. */
export function cardScanned(state: CheckoutState): CheckoutState {
  const cleared = state.member ? endSession(state, 'next_card') : state;
  return { ...cleared, askingCard: true };
}

/** Lines made before any card stay, so that it is seen which books are still to be scanned again. */
export function memberShown(state: CheckoutState, member: MemberStanding): CheckoutState {
  return { ...state, session: state.session + 1, member, askingCard: false, ended: null };
}

export function lineAdded(state: CheckoutState, line: CheckoutLine): CheckoutState {
  return { ...state, askingCard: false, lines: [line, ...state.lines] };
}

export function lineTitled(state: CheckoutState, id: string, title: string): CheckoutState {
  return { ...state, lines: state.lines.map((line) => (line.id === id ? { ...line, title } : line)) };
}

/** An answer for its line; each new loan counts for the member on the screen. */
export function lineAnswered(state: CheckoutState, id: string, outcome: LineOutcome): CheckoutState {
  const lines = state.lines.map((line) => (line.id === id ? { ...line, outcome } : line));
  const isLoan = outcome.kind === 'lent' && state.lines.some((line) => line.id === id);
  const member = state.member && isLoan ? { ...state.member, openLoans: state.member.openLoans + 1 } : state.member;
  return { ...state, lines, member };
}

/** Wipes the member and every line. */
export function endSession(state: CheckoutState, reason: EndReason): CheckoutState {
  const wasEmpty = state.member === null && state.lines.length === 0;
  const unanswered = state.lines.filter((line) => line.outcome.kind === 'asking').length;
  const ended = wasEmpty ? state.ended : { reason, lent: loansOf(state).length, unanswered };
  return { ...EMPTY_CHECKOUT, session: state.session + 1, ended };
}

/** What was lent or renewed in this session, oldest first, as the slip lists it. */
export function loansOf(state: CheckoutState): { title: string | null; code: string; dueAt: string }[] {
  return state.lines.toReversed().flatMap(({ title, code, outcome }) => {
    const isLoan = outcome.kind === 'lent' || outcome.kind === 'renewed';
    return isLoan ? [{ title, code, dueAt: outcome.dueAt }] : [];
  });
}
