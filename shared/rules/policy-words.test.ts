import { describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { policyInWords, scopeInWords, whyHere } from './policy-words.ts';

const harbour = '01a00000-0000-7000-8000-0000000000b1';
const names = { branchName: () => 'Harbour', money: (cents: number) => `€${(cents / 100).toFixed(2)}` };
const everything = { category: null, itemType: null, branchId: null };

describe('a policy in words', () => {
  test('says who borrows what, where, for how long, and what it may cost', () => {
    const row = { ...defaultTerms, category: 'student', itemType: 'new_release', branchId: harbour } as const;
    expect(policyInWords({ ...row, loanDays: 7, maxRenewals: 1 }, names)).toMatch(
      /^Students borrow new releases at Harbour for 7 days, 1 renewal, at most 10 open loans, a fine of €0.25 a day overdue, a first overdue of 2 days free, never more than €10.00 a loan, nor than €50.00 of unpaid fines a member, nothing lent to whoever owes €10.00 or more, at most 100 holds on a book, 72 hours on the hold shelf/,
    );
  });

  test('says nothing of grace and caps where there is no fine', () => {
    expect(policyInWords({ ...defaultTerms, ...everything, fineCentsPerDay: 0 }, names)).not.toMatch(/free|never more/);
  });

  test('of what is not lent is short', () => {
    const reference = { ...defaultTerms, ...everything, itemType: 'reference', lendable: false } as const;
    expect(policyInWords(reference, names)).toBe('All members may not borrow reference books.');
  });

  test('names what a row is for', () => {
    expect(scopeInWords(everything, names)).toBe('everything');
    expect(scopeInWords({ category: 'senior', itemType: null, branchId: harbour }, names)).toBe('seniors, Harbour');
  });
});

describe('why a row stands where it does', () => {
  const at = { ...everything, branchId: harbour };
  const newReleases = { ...everything, itemType: 'new_release' } as const;
  test.each([
    [
      'the row in force',
      { ...at, category: 'adult' } as const,
      undefined,
      'It names the branch and the member’s category.',
    ],
    [
      'one that names less',
      newReleases,
      { ...at, category: 'adult' } as const,
      'It names the item type; the one before names more.',
    ],
    [
      'one that names what counts less',
      newReleases,
      at,
      'It names the item type; the one before names the branch, which counts before the item type.',
    ],
    ['the row for everything', everything, newReleases, 'It is for everything; the one before names more.'],
  ])('is said of %s', (_, row, before, sentence) => {
    expect(whyHere(row, before)).toBe(sentence);
  });
});
