import { describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { decideRenew, type RenewFacts } from './renew.ts';

const facts = (changed: Partial<RenewFacts> = {}): RenewFacts => ({
  now: new Date('2026-11-22T10:00:00Z'),
  today: '2026-11-22',
  loan: { returnedAt: null, lostAt: null, claimedReturnedAt: null, renewals: 0 },
  overdue: null,
  member: { status: 'active', expiresOn: null },
  terms: defaultTerms,
  balanceCents: 0,
  waiting: 0,
  ...changed,
});

describe('a renewal', () => {
  test('goes through for a loan that nobody waits for', () => {
    expect(decideRenew(facts())).toEqual({ kind: 'renew', effects: [], overridden: [] });
  });

  test.each<[string, Partial<RenewFacts>, string]>([
    [
      'of a closed loan',
      { loan: { returnedAt: '2026-11-20T10:00:00.000Z', lostAt: null, claimedReturnedAt: null, renewals: 0 } },
      'LOAN_RETURNED',
    ],
    [
      'of a copy that was declared lost',
      { loan: { returnedAt: null, lostAt: '2026-11-20T10:00:00.000Z', claimedReturnedAt: null, renewals: 0 } },
      'LOAN_LOST',
    ],
    [
      'of a copy that the member says he brought back',
      { loan: { returnedAt: null, lostAt: null, claimedReturnedAt: '2026-11-20T10:00:00.000Z', renewals: 0 } },
      'LOAN_CLAIMED',
    ],
    ['by a suspended member', { member: { status: 'suspended', expiresOn: null } }, 'MEMBER_SUSPENDED'],
    ['after the membership ended', { member: { status: 'active', expiresOn: '2026-11-21' } }, 'MEMBER_EXPIRED'],
    [
      'for the third time',
      { loan: { returnedAt: null, lostAt: null, claimedReturnedAt: null, renewals: 2 } },
      'RENEWAL_LIMIT',
    ],
    ['by a member who owes 10.00', { balanceCents: 1000 }, 'BALANCE_OVER_LIMIT'],
    ['when somebody waits for the book', { waiting: 1 }, 'HOLDS_WAITING'],
  ])('%s is refused', (_, changed, code) => {
    expect(decideRenew(facts(changed))).toMatchObject({ kind: 'refused', code });
  });

  test('of a closed loan cannot be overridden, the others can', () => {
    const closed = {
      loan: { returnedAt: '2026-11-20T10:00:00.000Z', lostAt: null, claimedReturnedAt: null, renewals: 2 },
    };
    expect(decideRenew(facts(closed), ['LOAN_RETURNED'])).toMatchObject({ code: 'LOAN_RETURNED' });
    expect(decideRenew(facts({ waiting: 1 }), ['HOLDS_WAITING'])).toEqual({
      kind: 'renew',
      effects: [],
      overridden: ['HOLDS_WAITING'],
    });
  });
});
