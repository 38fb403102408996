import { describe, expect, test } from 'vitest';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import { choosePolicy, rankPolicies } from './policy.ts';

const branchId = '01a00000-0000-7000-8000-0000000000b1';
const row = (id: string, conditions: Partial<Pick<Policy, 'category' | 'itemType' | 'branchId'>>): Policy => ({
  ...defaultTerms,
  id,
  category: null,
  itemType: null,
  branchId: null,
  ...conditions,
});
const situation = { category: 'student', itemType: 'new_release', branchId } as const;

describe('the policy in force', () => {
  test.each([
    ['the row for everything where nothing else fits', [row('all', {}), row('adult', { category: 'adult' })], 'all'],
    ['a category before everything', [row('all', {}), row('student', { category: 'student' })], 'student'],
    [
      'an item type before a category',
      [row('student', { category: 'student' }), row('new', { itemType: 'new_release' })],
      'new',
    ],
    ['a branch before an item type', [row('new', { itemType: 'new_release' }), row('here', { branchId })], 'here'],
    [
      'two conditions before one',
      [row('here', { branchId }), row('both', { category: 'student', itemType: 'new_release' })],
      'both',
    ],
    [
      'never another branch’s row',
      [row('all', {}), row('there', { branchId: '01a00000-0000-7000-8000-0000000000b2' })],
      'all',
    ],
  ])('takes %s', (_, rows, expected) => {
    expect(choosePolicy(rows, situation)?.id).toBe(expected);
    expect(choosePolicy([...rows].reverse(), situation)?.id).toBe(expected);
  });

  test('is nothing where no row fits', () => {
    expect(choosePolicy([row('adult', { category: 'adult' })], situation)).toBeUndefined();
  });

  test('is the first of all rows that fit, in the order in which they count', () => {
    const rows = [
      row('all', {}),
      row('student', { category: 'student' }),
      row('adult', { category: 'adult' }),
      row('new', { itemType: 'new_release' }),
      row('here', { branchId }),
      row('new for students', { category: 'student', itemType: 'new_release' }),
      row('students here', { category: 'student', branchId }),
      row('new here', { itemType: 'new_release', branchId }),
    ];
    const order = ['new here', 'students here', 'new for students', 'here', 'new', 'student', 'all'];
    expect(rankPolicies(rows, situation).map(({ id }) => id)).toEqual(order);
  });
});
