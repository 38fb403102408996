import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import { refusalRow } from '#shared/contract/refusals.ts';
import type { MemberStatus } from '#shared/contract/vocabulary.ts';

// What stands in a member's way, whichever copy it is about: the same lines for checkout, renewal and the desk's view
// of the member.

type Membership = { today: string; member: { status: MemberStatus; expiresOn: string | null } };
type Account = { balanceCents: number; terms: Pick<PolicyTerms, 'blockBalanceCents'> };
type Loans = { openLoans: number; terms: Pick<PolicyTerms, 'maxLoans'> };

export const memberSuspended = {
  code: 'MEMBER_SUSPENDED',
  when: 'the membership is suspended or closed',
  holds: ({ member }: Membership) => member.status !== 'active',
} as const;

export const memberExpired = {
  code: 'MEMBER_EXPIRED',
  when: 'the membership ended before today, by the branch’s date',
  holds: ({ member, today }: Membership) => member.expiresOn !== null && member.expiresOn < today,
  because: ({ member }: Membership) => ({ expiredOn: member.expiresOn }),
} as const;

export const loanLimitReached = {
  code: 'LOAN_LIMIT',
  when: 'the member has as many open loans as the policy allows',
  holds: ({ openLoans, terms }: Loans) => openLoans >= terms.maxLoans,
  because: ({ openLoans, terms }: Loans) => ({ openLoans, limit: terms.maxLoans }),
} as const;

export const balanceOverLimit = {
  code: 'BALANCE_OVER_LIMIT',
  when: 'the member owes the policy’s limit or more',
  holds: ({ balanceCents, terms }: Account) => balanceCents >= terms.blockBalanceCents,
  because: ({ balanceCents, terms }: Account) => ({ balanceCents, limitCents: terms.blockBalanceCents }),
} as const;

/** Everything that would refuse this member any copy at all, each with its sentence. */
export function memberBlocks(facts: Membership & Account & Loans): MemberStanding['blocks'] {
  return [memberSuspended, memberExpired, loanLimitReached, balanceOverLimit]
    .filter((check) => check.holds(facts))
    .map(({ code }) => ({
      code,
      sentence: refusalRow(code).title,
      overridable: refusalRow(code).overridable ?? false,
    }));
}
