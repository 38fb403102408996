import type { Policy } from '#shared/contract/policy.ts';
import type { Member, MemberStanding, ReadyHold } from '#shared/contract/records.ts';
import { localDate } from '#shared/rules/calendar.ts';
import { memberBlocks } from '#shared/rules/member-blocks.ts';
import { choosePolicy } from '#shared/rules/policy.ts';
import type { MemberRow, StandingRow } from './queries.ts';

export const memberRecord = (row: MemberRow): Member => ({
  id: row.id,
  number: row.number,
  name: row.name,
  category: row.category,
  status: row.status,
  statusReason: row.status_reason,
  email: row.email,
  phone: row.phone,
  expiresOn: row.expires_on,
  homeBranchId: row.home_branch_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/**
 * What the member has and what stands in his way, by the rules for a regular copy at his own branch; the copy in the
 * hand may have stricter ones.
 */
export function standingRecord(row: StandingRow, policies: readonly Policy[], now: Date): MemberStanding {
  const situation = { category: row.category, itemType: 'regular', branchId: row.home_branch_id ?? '' } as const;
  const terms = choosePolicy(policies, situation);
  if (!terms) throw new Error('This library has no policy for everything.');
  const member = memberRecord(row);
  const { open_loans: openLoans, overdue_loans: overdueLoans, balance_cents: balanceCents } = row;
  const today = localDate(now, row.time_zone);
  return {
    ...member,
    openLoans,
    overdueLoans,
    loanLimit: terms.maxLoans,
    claimedReturns: row.claimed_returns,
    balance: { amount: balanceCents, currency: row.currency },
    readyHolds: (row.ready_holds ?? []).map(readyHold),
    blocks: memberBlocks({ member, today, terms, openLoans, balanceCents }),
  };
}

/** JSON in the database writes moments in its own way. */
const readyHold = ({ shelfExpiresAt, ...hold }: ReadyHold): ReadyHold => ({
  ...hold,
  shelfExpiresAt: shelfExpiresAt && new Date(shelfExpiresAt).toISOString(),
});
