import type { AccountLine } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** What a line of an account is for: the library's own reasons in words, what staff said as they said it. */
export function whatFor(line: Pick<AccountLine, 'kind' | 'reason' | 'loanId' | 'method'>): string {
  const words = text.account;
  const { kind, reason, loanId, method } = line;
  switch (kind) {
    case 'charge':
      if (reason === 'overdue' || reason === 'lost') return words.charges[reason];
      return words.charged(reason);
    case 'payment':
      return words.paid[method ?? 'cash'];
    case 'waiver':
      // Only the rules write a waiver about a loan.
      return loanId && reason === 'found' ? words.lossTakenBack : words.forgiven(reason);
    case 'refund':
      if (method === 'online' && reason === 'disputed') return words.disputed;
      return words.paidOut[method ?? 'cash'];
  }
}

/** What stands below: the book, the receipt's number, and why money was paid out. */
export function detailsOf({ kind, reason, method, book, reference }: AccountLine): string {
  const { reference: number } = text.account;
  return [book?.title, kind === 'refund' && method !== 'online' ? reason : '', reference ? number(reference) : '']
    .filter(Boolean)
    .join(' · ');
}

/** A sum with what it does to the debt: a minus of its own length, so that columns align. */
export function signedSum({ amount, currency }: Money, format: Format): string {
  return `${amount < 0 ? '−' : '+'}${format.money({ amount: Math.abs(amount), currency })}`;
}

/** How an account stands, in one phrase. */
export function standingOf({ amount, currency }: Money, format: Format): string {
  const words = text.account;
  if (amount === 0) return words.owesNothing;
  return amount > 0
    ? words.owes(format.money({ amount, currency }))
    : words.credit(format.money({ amount: -amount, currency }));
}
