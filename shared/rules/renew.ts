import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import type { MemberStatus } from '#shared/contract/vocabulary.ts';
import { endOverdue, type FineEffect, type OverdueFacts } from './fines.ts';
import { loanClaimed, loanLost, loanReturned } from './loan-blocks.ts';
import { balanceOverLimit, memberExpired, memberSuspended } from './member-blocks.ts';
import { type Check, firstRefusal, type Refused } from './refusal-checks.ts';

/** Everything a renewal is decided from; read under the lock of the loan's copy and the member. */
export type RenewFacts = {
  now: Date;
  today: string;
  loan: { returnedAt: string | null; lostAt: string | null; claimedReturnedAt: string | null; renewals: number };
  /** Where the loan is overdue: it is renewed, but the days until now are charged. */
  overdue: OverdueFacts | null;
  member: { status: MemberStatus; expiresOn: string | null };
  terms: PolicyTerms;
  balanceCents: number;
  /** Other members who wait for the book. */
  waiting: number;
};

export type RenewDecision = Refused | { kind: 'renew'; effects: FineEffect[]; overridden: RefusalCode[] };

/** The first that holds, in this order: what is over, who may not, what is used up, what is owed, who waits. */
export const renewChecks: readonly Check<RenewFacts>[] = [
  loanReturned,
  loanLost,
  loanClaimed,
  memberSuspended,
  memberExpired,
  {
    code: 'RENEWAL_LIMIT',
    when: 'the loan was renewed as often as the policy allows',
    holds: ({ loan, terms }) => loan.renewals >= terms.maxRenewals,
    because: ({ loan, terms }) => ({ renewals: loan.renewals, limit: terms.maxRenewals }),
  },
  balanceOverLimit,
  {
    code: 'HOLDS_WAITING',
    when: 'another member waits for the book',
    holds: ({ waiting }) => waiting > 0,
    because: ({ waiting }) => ({ waiting }),
  },
];

/** May this loan go on? (domain.md, "Renew") */
export function decideRenew(facts: RenewFacts, setAside: readonly string[] = []): RenewDecision {
  const verdict = firstRefusal(renewChecks, facts, setAside);
  if (verdict.kind === 'refused') return verdict;
  return {
    kind: 'renew',
    effects: facts.overdue ? endOverdue(facts.overdue, facts.now) : [],
    overridden: verdict.overridden,
  };
}
