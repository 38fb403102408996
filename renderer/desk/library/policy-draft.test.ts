import { describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import type { WantedPolicy } from '#shared/rules/policy-list.ts';
import { draftOf, kindOf, readDraft, termNames } from './policy-draft.ts';

const euros = { currency: 'EUR', digits: 2 };
const row: WantedPolicy = { category: null, itemType: null, branchId: null, ...defaultTerms };
const written = (change: Record<string, string | boolean>, money = euros) => {
  const draft = draftOf(row, 1, money);
  return readDraft([{ ...draft, terms: { ...draft.terms, ...change } }], money);
};

describe('a row in the fields', () => {
  it('has a field for every term of the contract', () => {
    expect(termNames).toEqual(Object.keys(defaultTerms));
    expect(termNames.filter((term) => kindOf(term) === 'switch')).toContain('lendable');
    expect(kindOf('blockBalanceCents')).toBe('money');
  });

  it('is read back as it was written', () => {
    expect(readDraft([draftOf(row, 1, euros)], euros)).toEqual({ rows: [row], faults: [] });
  });

  it.each([
    ['0.30', 30],
    ['0,3', 30],
    ['1', 100],
    ['1.', 100],
  ])('takes %s for an amount', (typed, cents) => {
    expect(written({ fineCentsPerDay: typed }).rows[0]?.fineCentsPerDay).toBe(cents);
  });

  it('writes an amount as its currency has it', () => {
    const yen = { currency: 'JPY', digits: 0 };
    expect(draftOf(row, 1, yen).terms.fineCentsPerDay).toBe('25');
    expect(written({ fineCentsPerDay: '30' }, yen).rows[0]?.fineCentsPerDay).toBe(30);
  });

  it.each([
    ['loanDays', ''],
    ['loanDays', '-1'],
    ['loanDays', '2.5'],
    ['loanDays', '9999'],
    ['fineCentsPerDay', '0.255'],
    ['fineCentsPerDay', 'free'],
  ])('cannot have %s “%s”, and says what it takes', (term, typed) => {
    const { rows, faults } = written({ [term]: typed });
    expect(rows).toEqual([null]);
    expect(faults).toMatchObject([{ row: 0, field: term, message: expect.stringMatching(/^Please write/) }]);
  });

  it('is judged with the others once all can be read', () => {
    expect(written({ fineCapLoanCents: '0.10' }).faults).toMatchObject([{ row: 0, field: 'fineCapLoanCents' }]);
  });
});
