import { describe, expect, it, test } from 'vitest';
import { createFormat } from '../../text/format.ts';
import { changeOf, draftFor, type PaymentDraft, paymentOf } from './payment-form.ts';

const owed = { amount: 1250, currency: 'GBP' };
const { money } = createFormat('en-GB', 'UTC');
const judged = (changes: Partial<PaymentDraft> = {}) => paymentOf({ ...draftFor(owed), ...changes }, owed, money);
const wrongIn = (changes: Partial<PaymentDraft>) => {
  const form = judged(changes);
  return 'errors' in form ? form.errors : {};
};

describe('the form of a payment', () => {
  it('is all that is owed, in cash, before anything is typed', () => {
    expect(judged()).toEqual({ payment: { amount: owed, method: 'cash' } });
  });

  it('takes a part of it, by card, with the terminal’s number', () => {
    expect(judged({ amount: '5', method: 'card', reference: ' T-17 ' })).toEqual({
      payment: { amount: { amount: 500, currency: 'GBP' }, method: 'card', reference: 'T-17' },
    });
  });

  it('forgets the terminal’s number when it was cash after all', () => {
    expect(judged({ reference: 'T-17' })).toEqual({ payment: { amount: owed, method: 'cash' } });
  });

  test.each([
    ['nothing', { amount: '' }, 'amount', /Please write a sum/],
    ['zero', { amount: '0' }, 'amount', /Please write a sum/],
    ['a barcode', { amount: '33900000300010' }, 'amount', /Please write a sum/],
    ['more than is owed', { amount: '12.51' }, 'amount', /more than is owed \(£12\.50\)/],
    ['less handed over than is paid', { given: '10' }, 'given', /less than the amount/],
    ['something handed over that is no sum', { given: 'ten' }, 'given', /Please write a sum/],
  ] as const)('refuses %s, beside its field', (_, changes, field, sentence) => {
    expect(wrongIn(changes)).toEqual({ [field]: expect.stringMatching(sentence) });
  });

  test.each([
    ['what was handed over, less the amount', { given: '20' }, 750],
    ['nothing when it is exact', { given: '12.50' }, 0],
    ['nothing while too little was handed over', { given: '5' }, 0],
    ['nothing for a card', { given: '20', method: 'card' }, 0],
    ['nothing while the amount is no sum', { given: '20', amount: 'x' }, 0],
  ] as const)('gives as change %s', (_, changes, cents) => {
    expect(changeOf({ ...draftFor(owed), ...changes }, 'GBP')).toEqual({ amount: cents, currency: 'GBP' });
  });
});
