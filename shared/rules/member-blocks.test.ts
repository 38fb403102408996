import { describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { memberBlocks } from './member-blocks.ts';

const inGoodStanding = {
  today: '2026-03-10',
  member: { status: 'active', expiresOn: null },
  openLoans: 0,
  balanceCents: 0,
  terms: defaultTerms,
} as const;

const codes = (change: object) => memberBlocks({ ...inGoodStanding, ...change }).map(({ code }) => code);

describe('what stands in a member’s way', () => {
  it.each([
    ['nothing', {}, []],
    ['a suspension', { member: { status: 'suspended', expiresOn: null } }, ['MEMBER_SUSPENDED']],
    ['a closed membership', { member: { status: 'closed', expiresOn: null } }, ['MEMBER_SUSPENDED']],
    [
      'a membership that ended yesterday',
      { member: { status: 'active', expiresOn: '2026-03-09' } },
      ['MEMBER_EXPIRED'],
    ],
    ['not its last day', { member: { status: 'active', expiresOn: '2026-03-10' } }, []],
    ['ten open loans', { openLoans: 10 }, ['LOAN_LIMIT']],
    ['not nine', { openLoans: 9 }, []],
    ['a debt of exactly the limit', { balanceCents: 1000 }, ['BALANCE_OVER_LIMIT']],
    ['not a cent less', { balanceCents: 999 }, []],
    [
      'everything at once',
      { member: { status: 'suspended', expiresOn: '2026-01-01' }, openLoans: 11, balanceCents: 5000 },
      ['MEMBER_SUSPENDED', 'MEMBER_EXPIRED', 'LOAN_LIMIT', 'BALANCE_OVER_LIMIT'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('is said in a sentence, and whether staff may set it aside', () => {
    expect(memberBlocks({ ...inGoodStanding, openLoans: 10 })).toEqual([
      { code: 'LOAN_LIMIT', sentence: 'This member has reached the limit of open loans.', overridable: true },
    ]);
  });
});
