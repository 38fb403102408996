import { describe, expect, it, test } from 'vitest';
import type { AccountLine } from '#shared/contract/api/account.ts';
import { id } from '../../testing/example-records.ts';
import { createFormat } from '../../text/format.ts';
import { detailsOf, signedSum, standingOf, whatFor } from './account-words.ts';

const gbp = (amount: number) => ({ amount, currency: 'GBP' });
const line = (changes: Partial<AccountLine>): AccountLine => ({
  id: id(11, 1),
  kind: 'charge',
  reason: 'overdue',
  amount: gbp(100),
  balance: gbp(100),
  loanId: null,
  book: null,
  method: null,
  reference: null,
  at: '2026-11-22T10:00:00.000Z',
  ...changes,
});
const format = createFormat('en-GB', 'UTC');

describe('a line of an account', () => {
  test.each<[string, Partial<AccountLine>]>([
    ['Overdue fine', { reason: 'overdue' }],
    ['Lost copy', { reason: 'lost' }],
    ['Charge: Coffee on pages 10 to 20', { reason: 'Coffee on pages 10 to 20' }],
    ['Paid in cash', { kind: 'payment', reason: 'payment', method: 'cash' }],
    ['Paid online', { kind: 'payment', reason: 'payment', method: 'online' }],
    ['Found again: charge taken back', { kind: 'waiver', reason: 'found', loanId: id(5, 1) }],
    ['Forgiven: found', { kind: 'waiver', reason: 'found' }],
    ['Forgiven: Illness', { kind: 'waiver', reason: 'Illness' }],
    ['Refunded online', { kind: 'refund', reason: 'refunded', method: 'online' }],
    ['Taken back by the payer’s bank', { kind: 'refund', reason: 'disputed', method: 'online' }],
  ])('is %j', (words, changes) => {
    expect(whatFor(line(changes))).toBe(words);
  });

  it('tells below it the book, why money was paid out, and the receipt’s number', () => {
    const book = { title: 'Middlemarch', barcode: '33900000300010' };
    expect(detailsOf(line({ book }))).toBe('Middlemarch');
    expect(detailsOf(line({ kind: 'refund', reason: 'Paid twice', reference: 'T-17' }))).toBe('Paid twice · No. T-17');
    expect(detailsOf(line({ kind: 'refund', reason: 'refunded', method: 'online', reference: 'pi_1' }))).toBe(
      'No. pi_1',
    );
  });

  it('has the sign of what it does to the debt', () => {
    expect([signedSum(gbp(450), format), signedSum(gbp(-450), format)]).toEqual(['+£4.50', '−£4.50']);
  });
});

test.each([
  [1250, 'Owes £12.50'],
  [0, 'Owes nothing'],
  [-300, 'In credit: £3.00'],
])('an account of %i is said as %j', (amount, words) => {
  expect(standingOf(gbp(amount), format)).toBe(words);
});
