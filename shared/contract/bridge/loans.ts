import { z } from 'zod';
import { CheckoutAnswer, Override, ReturnAnswer } from '../api/loans.ts';
import { Observation } from '../desk.ts';
import { Barcode, CardNumber, Id, LocalDate, text } from '../primitives.ts';
import { Loan } from '../records.ts';
import { Problem } from '../refusals.ts';
import { Condition } from '../vocabulary.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** A copy in the hand as the desk answers it: decided by the server, or kept on disk until the line is back. */
export const DeskReturn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), answer: ReturnAnswer }),
  z.object({ kind: z.literal('refused'), problem: Problem }),
  z.object({ kind: z.literal('queued'), observation: Observation, title: z.string().nullable(), sentence: z.string() }),
]);
export type DeskReturn = z.infer<typeof DeskReturn>;

export const loansCalls = {
  'loans.checkout': call(
    z.strictObject({ barcode: Barcode, membershipNumber: CardNumber, override: Override.optional() }),
    outcomeOf(CheckoutAnswer),
  ),
  'loans.return': call(
    z.strictObject({ barcode: Barcode, condition: Condition.optional(), bookDrop: LocalDate.optional() }),
    DeskReturn,
  ),
  /** The day for which books count that are taken from the book drop now; `live` says that the closed days are known. */
  'loans.bookDropDay': call(nothing, z.object({ day: LocalDate, live: z.boolean() })),
  'loans.claimReturned': call(
    z.strictObject({ loanId: Id, reason: text(500).optional() }),
    outcomeOf(z.object({ loan: Loan })),
  ),
  'loans.withdrawClaim': call(z.strictObject({ loanId: Id }), outcomeOf(z.object({ loan: Loan }))),
  'loans.renew': call(
    z.strictObject({ loanId: Id, override: Override.optional() }),
    outcomeOf(z.object({ loan: Loan })),
  ),
} as const;
