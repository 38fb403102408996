import { describe, expect, it } from 'vitest';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import {
  changedTerms,
  differenceOf,
  faultsOf,
  isNoDifference,
  mergePolicies,
  type WantedPolicy,
} from './policy-list.ts';

const row = (change: Partial<WantedPolicy> = {}): WantedPolicy => ({
  category: null,
  itemType: null,
  branchId: null,
  ...defaultTerms,
  ...change,
});
const branchId = '01a00000-0000-7000-8000-0000000000b1';

describe('a list of policies', () => {
  it('stands when one row is for everything', () => {
    expect(faultsOf([row(), row({ category: 'student' })])).toEqual([]);
  });

  it('cannot stand without a row for everything', () => {
    expect(faultsOf([row({ category: 'student' })])).toMatchObject([
      { row: null, message: expect.stringMatching(/^One row must be for every/) },
    ]);
  });

  it('cannot stand with two rows for the same, and says which', () => {
    const [fault] = faultsOf([row(), row({ itemType: 'reference' }), row({ itemType: 'reference', loanDays: 3 })]);
    expect(fault).toMatchObject({ row: 2, message: expect.stringContaining('as row 2') });
    expect(faultsOf([row(), row()])).toHaveLength(1);
  });

  it('takes a branch’s id in capitals for the same branch', () => {
    expect(faultsOf([row(), row({ branchId }), row({ branchId: branchId.toUpperCase() })])).toHaveLength(1);
  });

  it.each(['fineCapLoanCents', 'fineCapMemberCents'] as const)('cannot have a %s below the fine of a day', (field) => {
    expect(faultsOf([row({ fineCentsPerDay: 30, [field]: 29 })])).toMatchObject([{ row: 0, field }]);
    expect(faultsOf([row({ fineCentsPerDay: 30, [field]: 30 })])).toEqual([]);
    expect(faultsOf([row({ fineCentsPerDay: 0, [field]: 0 })])).toEqual([]);
  });

  it('is told everything that is wrong with it at once', () => {
    const wrong = [row({ category: 'adult', fineCapLoanCents: 1 }), row({ category: 'adult' })];
    expect(faultsOf(wrong).map((fault) => fault.row)).toEqual([null, 0, 1]);
  });
});

describe('what a new list does to the one in force', () => {
  const inForce: Policy[] = [
    { id: 'all', ...row() },
    { id: 'students', ...row({ category: 'student' }) },
  ];

  it('is rows added, removed and changed', () => {
    const wanted = [row({ maxLoans: 5 }), row({ category: 'senior' })];
    expect(differenceOf(inForce, wanted)).toEqual({
      added: [wanted[1]],
      removed: [inForce[1]],
      changed: [{ before: inForce[0], after: wanted[0] }],
    });
  });

  it('is nothing where only the order is another', () => {
    expect(isNoDifference(differenceOf(inForce, [row({ category: 'student' }), row()]))).toBe(true);
  });

  it('names the terms that are others', () => {
    expect(changedTerms(row(), row({ loanDays: 28, maxRenewals: 0 }))).toEqual(['loanDays', 'maxRenewals']);
  });
});

describe('a list that was begun from an older one', () => {
  const base: Policy[] = [
    { id: 'all', ...row() },
    { id: 'students', ...row({ category: 'student' }) },
    { id: 'seniors', ...row({ category: 'senior' }) },
  ];

  it('takes over what somebody else changed meanwhile, and keeps its own changes', () => {
    const theirs = [{ id: 'new', ...row({ maxLoans: 5 }) }, ...base.slice(1)];
    const mine = [row(), row({ category: 'student', loanDays: 28 }), row({ category: 'adult' })];
    const { merged, both } = mergePolicies(base, theirs, mine);
    expect(merged).toMatchObject([
      { category: null, maxLoans: 5 },
      { category: 'student', loanDays: 28 },
      { category: 'adult' },
    ]);
    expect(both).toEqual([]);
  });

  it('names the rows that both have changed, and keeps its own', () => {
    const theirs = [base[0], { id: 'new', ...row({ category: 'student', loanDays: 7 }) }].filter(
      (r) => r !== undefined,
    );
    const { merged, both } = mergePolicies(base, theirs, [
      row(),
      row({ category: 'student', loanDays: 28 }),
      row({ category: 'senior' }),
    ]);
    expect(merged).toMatchObject([{ category: null }, { category: 'student', loanDays: 28 }]);
    expect(both).toMatchObject([{ category: 'student', loanDays: 28 }]);
  });

  it('brings a row back that somebody else removed while it was changed here', () => {
    const { merged, both } = mergePolicies(base, base.slice(0, 2), [
      row(),
      row({ category: 'student' }),
      row({ category: 'senior', loanDays: 40 }),
    ]);
    expect(merged).toMatchObject([{ category: null }, { category: 'student' }, { category: 'senior', loanDays: 40 }]);
    expect(both).toHaveLength(1);
  });
});
