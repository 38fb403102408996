import type { Loan } from '#shared/contract/records.ts';
import type { LoanRow } from './queries.ts';

export const loanRecord = (row: LoanRow): Loan => ({
  id: row.id,
  copy: {
    id: row.copy_id,
    barcode: row.barcode,
    homeBranchId: row.home_branch_id,
    shelf: row.shelf,
    itemType: row.item_type,
  },
  book: { id: row.book_id, isbn: row.isbn, title: row.title, authors: row.authors },
  memberId: row.member_id,
  branchId: row.branch_id,
  checkedOutAt: row.checked_out_at,
  dueAt: row.due_at,
  returnedAt: row.returned_at,
  claimedReturnedAt: row.claimed_returned_at,
  lostAt: row.lost_at,
  renewals: row.renewals,
});
