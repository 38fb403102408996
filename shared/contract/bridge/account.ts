import { z } from 'zod';
import { Account, Charge, Payment, Refund, Sum, Waiver, WrittenEntry } from '../api/account.ts';
import { LedgerEntry } from '../ledger.ts';
import { CardNumber, Id, text } from '../primitives.ts';
import { call } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** Somebody with more rights signs for one thing, with his own number and password, at another's desk. */
export const Signature = z.strictObject({ number: CardNumber, password: text(200), otp: z.string().optional() });
export type Signature = z.infer<typeof Signature>;

/**
 * What a person began once is one intention, made in the window when its dialog opens: a second press, or another try
 * after an answer was lost, has the same, and money moves once.
 */
const intention = { intention: z.uuid() };
const ofMember = { memberId: Id, ...intention };

export const accountCalls = {
  'account.read': call(z.strictObject({ memberId: Id, offset: z.int().min(0) }), outcomeOf(Account)),
  'account.pay': call(z.strictObject({ ...ofMember, payment: Payment }), outcomeOf(WrittenEntry)),
  'account.charge': call(z.strictObject({ ...ofMember, charge: Charge }), outcomeOf(WrittenEntry)),
  'account.waive': call(
    z.strictObject({ ...ofMember, waiver: Waiver, signature: Signature.optional() }),
    outcomeOf(WrittenEntry),
  ),
  'account.refund': call(
    z.strictObject({ ...ofMember, refund: Refund, signature: Signature.optional() }),
    outcomeOf(WrittenEntry),
  ),
  'account.declareLost': call(
    z.strictObject({ ...intention, loanId: Id, reason: text(500), charge: Sum.optional() }),
    outcomeOf(z.object({ charge: LedgerEntry.optional() })),
  ),
} as const;
