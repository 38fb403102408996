import type { Payment } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { amountText, readAmount } from '../../text/amount.ts';
import { text } from '../../text/language.ts';

/** What a member pays at the desk, as it is typed. */
export type PaymentDraft = { amount: string; method: 'cash' | 'card'; given: string; reference: string };
export type PaymentErrors = { amount?: string; given?: string };

/** All that is owed, in cash, unless somebody says otherwise. */
export const draftFor = (owed: Money): PaymentDraft => ({
  amount: amountText(owed),
  method: 'cash',
  given: '',
  reference: '',
});

/** The payment that a draft makes, or what is wrong with it, field by field. `money` writes a sum for a reader. */
export function paymentOf(
  draft: PaymentDraft,
  owed: Money,
  money: (sum: Money) => string,
): { payment: Payment } | { errors: PaymentErrors } {
  const { currency } = owed;
  const cents = readAmount(draft.amount, currency);
  const words = text.account.invalid;
  if (!cents) return { errors: { amount: words.none } };
  if (cents > owed.amount) return { errors: { amount: words.tooMuch(money(owed)) } };
  if (draft.method === 'cash' && draft.given.trim() !== '') {
    const given = readAmount(draft.given, currency);
    if (given === null) return { errors: { given: words.none } };
    if (given < cents) return { errors: { given: words.givenTooLittle } };
  }
  const reference = draft.method === 'card' ? draft.reference.trim() : '';
  return { payment: { amount: { amount: cents, currency }, method: draft.method, ...(reference && { reference }) } };
}

/** What goes back over the desk; zero while it cannot be told. */
export function changeOf({ amount, method, given }: PaymentDraft, currency: string): Money {
  const [paid, handed] = [readAmount(amount, currency), readAmount(given, currency)];
  const isKnown = method === 'cash' && paid !== null && handed !== null && handed > paid;
  return { amount: isKnown ? handed - paid : 0, currency };
}
