import { endOverdue, type FineEffect, finesIn, type OverdueFacts } from './fines.ts';

/** What the end of a loan may cost the member, or give back to him. */
export type LoanEndFacts = {
  overdue: OverdueFacts;
  /** What was charged when the copy was declared lost, and neither taken back nor forgiven. */
  lossCents: number;
};

export type LoanEndEffect =
  | FineEffect
  /** The charge for the loss is taken back; `refundCents` of it was paid and stands to the member's credit. */
  | { kind: 'take_back_loss'; refundCents: number };

type Loss = { lossCents: number; waivedSinceCents: number; owedBesideCents: number };

/**
 * What of a charge for a loss can be taken back: not what was forgiven, or the library would pay out what it never
 * received. A waiver is not for one charge or another, so it is taken to have forgiven other debts first.
 */
export function unforgivenLoss({ lossCents, waivedSinceCents, owedBesideCents }: Loss): number {
  const forgiven = waivedSinceCents - Math.max(0, owedBesideCents);
  return lossCents - Math.max(0, Math.min(lossCents, forgiven));
}

/** A loan ends with the copy's return: its fine is charged, a charge for the loss of the copy is taken back. */
export function endLoan(facts: LoanEndFacts | null, returnedAt: Date): LoanEndEffect[] {
  if (!facts) return [];
  const { overdue, lossCents } = facts;
  const fines = endOverdue(overdue, returnedAt);
  if (lossCents <= 0) return fines;
  const credit = lossCents - overdue.balanceCents - finesIn(fines);
  return [...fines, { kind: 'take_back_loss', refundCents: Math.max(0, Math.min(lossCents, credit)) }];
}

/** What the effects say was paid for a copy that is here after all, in cents. */
export const refundIn = (effects: readonly { kind: string; refundCents?: number }[]): number =>
  effects.reduce((sum, { refundCents = 0 }) => sum + refundCents, 0);
