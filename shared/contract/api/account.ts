import { z } from 'zod';
import { AccruingFine, LedgerEntry, PaymentMethod } from '../ledger.ts';
import { Barcode, Id, ListQuery, Money, pageOf, text } from '../primitives.ts';
import { route } from '../route.ts';
import { MemberParams, noSuchMember } from './members.ts';

/** A sum that is paid, forgiven or given back: at least a cent. */
export const Sum = z.strictObject({ ...Money.shape, amount: z.int().min(1).max(10_000_000) });
export type Sum = z.infer<typeof Sum>;

/** Money taken at the desk; what is paid online comes from the provider only. */
export const Payment = z.strictObject({
  amount: Sum,
  method: PaymentMethod.exclude(['online']),
  reference: text(200).optional().meta({ description: 'The number of the receipt or of the card terminal' }),
});
export type Payment = z.infer<typeof Payment>;

export const Waiver = z.strictObject({ amount: Sum, reason: text(500) });
export type Waiver = z.infer<typeof Waiver>;

export const Refund = z.strictObject({ ...Payment.shape, reason: text(500) });
export type Refund = z.infer<typeof Refund>;

/** What the library's own rules write into an account: typed by hand, one of these would be added up with theirs. */
const ownReasons = ['overdue', 'lost', 'found'];

/** A charge by hand: for damage, a replacement, a new card. */
export const Charge = z.strictObject({
  amount: Sum,
  reason: text(500).refine((reason) => !ownReasons.includes(reason), 'say in a few words what it is for'),
  loanId: Id.optional().meta({ description: 'The loan of this member that it is about' }),
});
export type Charge = z.infer<typeof Charge>;

/** What the payment provider's own form needs; no card data ever comes here. */
export const BegunPayment = z.object({
  provider: z.enum(['stripe', 'sandbox']),
  reference: z.string(),
  clientSecret: z.string(),
  amount: Money,
});
export type BegunPayment = z.infer<typeof BegunPayment>;

/** The new line, and what is owed after it. */
export const WrittenEntry = LedgerEntry.extend({ balance: Money });
export type WrittenEntry = z.infer<typeof WrittenEntry>;

/** A line as the account is read: with the book that it is about, and what was owed after it. */
export const AccountLine = LedgerEntry.extend({
  book: z.object({ title: z.string(), barcode: Barcode }).nullable(),
  balance: Money,
});
export type AccountLine = z.infer<typeof AccountLine>;

export const Account = pageOf(AccountLine).extend({
  balance: Money.meta({ description: 'What the member owes; negative when the library owes him' }),
  accrued: Money.meta({ description: 'What would be charged if all that is overdue came back now; not yet owed' }),
  accruing: z.array(AccruingFine),
});
export type Account = z.infer<typeof Account>;

const account = { tag: 'account', params: MemberParams } as const;

export const accountApi = {
  memberAccount: route({
    ...account,
    method: 'GET',
    path: '/members/{id}/account',
    who: 'members.read',
    summary: 'What a member owes and why, newest first, with the fines that still grow',
    query: ListQuery.extend({
      query: ListQuery.shape.query.meta({ description: 'In the reason, the reference, the barcode or the title' }),
    }),
    out: Account,
    refusals: noSuchMember,
  }),
  chargeMember: route({
    ...account,
    method: 'POST',
    path: '/members/{id}/account/charges',
    who: 'accounts.charge',
    summary: 'Charge a member for damage or a replacement, with a reason',
    body: Charge,
    out: WrittenEntry,
    refusals: [...noSuchMember, 'LOAN_NOT_FOUND'],
  }),
  takePayment: route({
    ...account,
    method: 'POST',
    path: '/members/{id}/account/payments',
    who: 'accounts.pay',
    summary: 'Take a payment at the desk; never more than is owed',
    body: Payment,
    out: WrittenEntry,
    refusals: [...noSuchMember, 'OVERPAYMENT'],
  }),
  beginOnlinePayment: route({
    ...account,
    method: 'POST',
    path: '/members/{id}/account/online-payments',
    who: 'accounts.pay_online',
    summary: 'Begin a card payment with the provider; it counts once the provider says that it was made',
    body: z.strictObject({ amount: Sum }),
    out: BegunPayment,
    secret: true,
    refusals: [...noSuchMember, 'OVERPAYMENT', 'NO_ONLINE_PAYMENTS', 'PROVIDER_AWAY'],
  }),
  paymentEvent: route({
    method: 'POST',
    path: '/payments/{provider}/events',
    tag: 'account',
    who: 'anyone',
    status: 200,
    summary: 'The provider says what became of a payment, or that it went back; signed by it',
    params: z.object({ provider: z.enum(['stripe', 'sandbox']) }),
    body: 'stream',
    streamed: ['application/json'],
    out: z.object({ received: z.literal(true) }),
    refusals: ['BAD_SIGNATURE', 'NO_ONLINE_PAYMENTS', 'PROVIDER_AWAY'],
  }),
  waiveDebt: route({
    ...account,
    method: 'POST',
    path: '/members/{id}/account/waivers',
    who: 'accounts.waive',
    summary: 'Forgive what a member owes, with a reason',
    body: Waiver,
    out: WrittenEntry,
    refusals: [...noSuchMember, 'OVERPAYMENT'],
  }),
  refundCredit: route({
    ...account,
    method: 'POST',
    path: '/members/{id}/account/refunds',
    who: 'accounts.refund',
    summary: 'Pay out what the library owes a member',
    body: Refund,
    out: WrittenEntry,
    refusals: [...noSuchMember, 'REFUND_OVER_CREDIT'],
  }),
};
