import type { Loan } from '#shared/contract/records.ts';
import { labelsOf } from '../../db/labels.ts';
import type { LoanRow } from './queries.ts';

export const loanRecord = (row: LoanRow): Loan => ({
  id: row.id,
  ...labelsOf(row),
  memberId: row.member_id,
  branchId: row.branch_id,
  checkedOutAt: row.checked_out_at,
  dueAt: row.due_at,
  returnedAt: row.returned_at,
  claimedReturnedAt: row.claimed_returned_at,
  lostAt: row.lost_at,
  renewals: row.renewals,
});
