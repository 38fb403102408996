import { z } from 'zod';
import { Id, Instant, Money, text } from './primitives.ts';

export const LedgerKind = z.enum(['charge', 'payment', 'waiver', 'refund']);
export type LedgerKind = z.infer<typeof LedgerKind>;

export const PaymentMethod = z.enum(['cash', 'card', 'online']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** One immutable line of a member's account. */
export const LedgerEntry = z.object({
  id: Id,
  kind: LedgerKind,
  reason: z
    .string()
    .meta({ description: 'overdue, lost, found, … of charges; what staff said of waivers and refunds' }),
  amount: Money.meta({ description: 'Signed: what raises the debt is positive' }),
  loanId: Id.nullable(),
  method: PaymentMethod.nullable(),
  reference: text(200).nullable(),
  at: Instant,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** A fine that grows from day to day and is charged when the copy comes back or the loan is renewed. */
export const AccruingFine = z.object({
  loanId: Id,
  barcode: z.string(),
  title: z.string(),
  dueAt: Instant,
  daysOverdue: z.int().meta({ description: 'Open days of the lending branch since the due day' }),
  fine: Money,
});
export type AccruingFine = z.infer<typeof AccruingFine>;
