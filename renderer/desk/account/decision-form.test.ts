import { expect, it, test } from 'vitest';
import { type DecisionDraft, decisionOf, emptyDecision } from './decision-form.ts';

const most = { cents: 1250, sentence: 'That is more than is owed.' };
const signed = { number: ' 1001 ', password: ' secret ', otp: '' };
const decide = (changes: Partial<DecisionDraft>, mustSign = false) =>
  decisionOf({ ...emptyDecision('12.50'), reason: 'Illness', ...changes }, { currency: 'GBP', most, mustSign });

it('a decision has a sum and a reason', () => {
  expect(decide({ reason: ' Illness ' })).toEqual({ amount: { amount: 1250, currency: 'GBP' }, reason: 'Illness' });
});

it('where somebody else must decide, it has his signature; a password is taken as it is', () => {
  expect(decide({ signature: signed }, true)).toMatchObject({ signature: { number: '1001', password: ' secret ' } });
});

test.each([
  ['without a sum', { amount: '' }, 'amount'],
  ['of more than there is', { amount: '12.51' }, 'amount'],
  ['without a reason', { reason: '  ' }, 'reason'],
  ['without the number of whoever signs', { signature: { ...signed, number: '' } }, 'signature'],
  ['without his password', { signature: { ...signed, password: '' } }, 'signature'],
])('%s it is sent back, with the field that is wrong', (_, changes, field) => {
  const judged = decide(changes, true);
  expect('errors' in judged ? Object.keys(judged.errors) : []).toEqual([field]);
});
