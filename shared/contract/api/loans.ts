import { z } from 'zod';
import { LedgerEntry } from '../ledger.ts';
import { Barcode, CardNumber, Flag, Id, Instant, ListQuery, LocalDate, Money, pageOf, text } from '../primitives.ts';
import { Hold, Loan, Transfer } from '../records.ts';
import { route } from '../route.ts';
import { Condition, NextStep, ReturnOutcome } from '../vocabulary.ts';
import { Sum } from './account.ts';

/** Which refusals staff set aside, and why; the audit keeps both. */
export const Override = z.strictObject({ codes: z.array(text(40)).min(1).max(12), reason: text(500) });
export type Override = z.infer<typeof Override>;

export const CheckoutOrder = z.union([
  z.strictObject({
    barcode: Barcode,
    membershipNumber: CardNumber,
    branchId: Id.optional(),
    override: Override.optional(),
  }),
  z.strictObject({ bookId: Id, branchId: Id, membershipNumber: CardNumber, override: Override.optional() }),
]);
export type CheckoutOrder = z.infer<typeof CheckoutOrder>;

export const CheckoutAnswer = z.object({ loan: Loan, fulfilledHoldId: Id.optional() });
export type CheckoutAnswer = z.infer<typeof CheckoutAnswer>;

export const ReturnOrder = z.strictObject({
  barcode: Barcode,
  branchId: Id,
  condition: Condition.optional(),
  bookDrop: z
    .union([z.literal('last_open_day'), LocalDate])
    .optional()
    .meta({
      description:
        'Emptied from the book drop: it counts as returned at closing time of this day, or of the last open one',
    }),
  observedAt: Instant.optional(),
});
export type ReturnOrder = z.infer<typeof ReturnOrder>;

/** What the paper says that goes into the book; texts come from the screen's language. */
export const Slip = z.object({
  kind: z.enum(['return', 'hold', 'transit', 'refer']),
  title: z.string(),
  barcode: Barcode,
  destination: z.string().nullable(),
  pickupCode: z.string().nullable(),
  printedAt: Instant,
});

export const ReturnAnswer = z.object({
  outcome: ReturnOutcome,
  next: NextStep,
  alreadyReturned: z.boolean(),
  barcode: Barcode,
  title: z.string(),
  shelf: z.string().nullable(),
  destination: z.object({ branchId: Id, code: z.string(), name: z.string() }).nullable(),
  loan: Loan.optional(),
  fine: Money.optional(),
  refund: Money.optional().meta({ description: 'What was paid for a copy that had been declared lost and is here' }),
  hold: Hold.optional(),
  transfer: Transfer.optional(),
  slip: Slip,
});
export type ReturnAnswer = z.infer<typeof ReturnAnswer>;

export const loansApi = {
  checkout: route({
    method: 'POST',
    path: '/loans/checkout',
    tag: 'loans',
    who: 'loans.checkout',
    summary: 'Lend a copy to a member',
    body: CheckoutOrder,
    out: CheckoutAnswer,
    refusals: [
      'COPY_NOT_FOUND',
      'MEMBER_NOT_FOUND',
      'CARD_REPLACED',
      'MEMBER_SUSPENDED',
      'MEMBER_EXPIRED',
      'COPY_ON_LOAN',
      'ALREADY_YOURS',
      'HELD_FOR_ANOTHER',
      'COPY_IN_TRANSIT',
      'COPY_WITHDRAWN',
      'COPY_NOT_LENDABLE',
      'COPY_LOST',
      'LOAN_LIMIT',
      'BALANCE_OVER_LIMIT',
      'HOLDS_WAITING',
      'NO_COPY_AVAILABLE',
    ],
  }),
  returnCopy: route({
    method: 'POST',
    path: '/loans/return',
    tag: 'loans',
    who: 'loans.return',
    status: 200,
    summary: 'A copy is in somebody’s hand: what to do with it',
    body: ReturnOrder,
    out: ReturnAnswer,
    refusals: ['COPY_NOT_FOUND', 'BRANCH_NOT_FOUND'],
  }),
  renewLoan: route({
    method: 'POST',
    path: '/loans/{id}/renew',
    tag: 'loans',
    who: 'loans.renew',
    status: 200,
    summary: 'Renew a loan; the new due date counts from today',
    params: z.object({ id: Id }),
    body: z.strictObject({ override: Override.optional() }).optional(),
    out: z.object({ loan: Loan, fine: Money.optional() }),
    refusals: [
      'LOAN_NOT_FOUND',
      'LOAN_RETURNED',
      'LOAN_LOST',
      'LOAN_CLAIMED',
      'MEMBER_SUSPENDED',
      'MEMBER_EXPIRED',
      'RENEWAL_LIMIT',
      'BALANCE_OVER_LIMIT',
      'HOLDS_WAITING',
    ],
  }),
  declareLost: route({
    method: 'POST',
    path: '/loans/{id}/lost',
    tag: 'loans',
    who: 'loans.declare_lost',
    status: 200,
    summary: 'A copy on loan is declared lost, and charged for; the loan stays open until the copy is found',
    params: z.object({ id: Id }),
    body: z.strictObject({ charge: Sum.optional(), reason: text(500) }),
    out: z.object({ loan: Loan, charge: LedgerEntry.optional() }),
    refusals: ['LOAN_NOT_FOUND', 'LOAN_RETURNED', 'LOAN_LOST'],
  }),
  claimReturned: route({
    method: 'POST',
    path: '/loans/{id}/claimed-returned',
    tag: 'loans',
    who: 'loans.claimed_returned',
    status: 200,
    summary: 'The member says that he brought the copy back: the loan stays open, but no further day is fined',
    params: z.object({ id: Id }),
    body: z.strictObject({ reason: text(500).optional() }).optional(),
    out: z.object({ loan: Loan }),
    refusals: ['LOAN_NOT_FOUND', 'LOAN_RETURNED', 'LOAN_LOST', 'LOAN_CLAIMED'],
  }),
  withdrawClaimedReturn: route({
    method: 'DELETE',
    path: '/loans/{id}/claimed-returned',
    tag: 'loans',
    who: 'loans.claimed_returned',
    status: 200,
    summary: 'He still has it after all: the loan goes on as if nothing had been said',
    params: z.object({ id: Id }),
    out: z.object({ loan: Loan }),
    refusals: ['LOAN_NOT_FOUND', 'LOAN_RETURNED'],
  }),
  listLoans: route({
    method: 'GET',
    path: '/loans',
    tag: 'loans',
    who: 'loans.read',
    summary: 'Open loans, due soonest first',
    query: ListQuery.extend({
      query: ListQuery.shape.query.meta({ description: 'The barcode of a copy or the number of a card, as a whole' }),
      overdue: Flag.optional(),
      branchId: Id.optional(),
    }),
    out: pageOf(Loan),
  }),
};
