import type { RefusalCode } from '#shared/contract/refusals.ts';

/** What staff do to a member's account by hand. */
export type AccountMove = 'payment' | 'waiver' | 'refund';

export type AccountDecision =
  | { kind: 'refused'; code: RefusalCode; facts: { balanceCents: number } }
  /** Signed: what raises the debt is positive. */
  | { kind: 'write'; cents: number };

/**
 * May this sum be paid, forgiven or paid out? Nobody pays or is forgiven more than he owes, and nobody is paid out more
 * than the library owes him (a negative balance).
 */
export function decideAccountMove(move: AccountMove, sumCents: number, balanceCents: number): AccountDecision {
  const room = move === 'refund' ? -balanceCents : balanceCents;
  if (sumCents <= room) return { kind: 'write', cents: move === 'refund' ? sumCents : -sumCents };
  return { kind: 'refused', code: move === 'refund' ? 'REFUND_OVER_CREDIT' : 'OVERPAYMENT', facts: { balanceCents } };
}
