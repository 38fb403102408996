import { z } from 'zod';
import { CheckoutAnswer, Override, ReturnAnswer } from '../api/loans.ts';
import { Observation } from '../desk.ts';
import { Barcode, CardNumber, Id } from '../primitives.ts';
import { Loan } from '../records.ts';
import { Problem } from '../refusals.ts';
import { Condition } from '../vocabulary.ts';
import { call } from './call.ts';
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
  'loans.return': call(z.strictObject({ barcode: Barcode, condition: Condition.optional() }), DeskReturn),
  'loans.renew': call(
    z.strictObject({ loanId: Id, override: Override.optional() }),
    outcomeOf(z.object({ loan: Loan })),
  ),
} as const;
