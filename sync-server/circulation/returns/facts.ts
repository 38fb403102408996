import type { ReturnOrder } from '#shared/contract/api/loans.ts';
import type { MemberCategory } from '#shared/contract/vocabulary.ts';
import type { ReturnFacts } from '#shared/rules/return.ts';
import { lockForReturn } from '../../db/locks.ts';
import type { Tx } from '../../db/transaction.ts';
import { type OverdueLoan, overdueLoanOfCopy } from '../../fines/overdue/service.ts';
import { Refusal } from '../../http/refusal.ts';
import { calendarOf, copyTermsOf, lentTo, termsOf } from '../../policies/lending-terms.ts';
import { readPolicies } from '../../policies/service.ts';
import { type ReturnRow, returnFacts } from './queries.ts';

export type FoundRow = ReturnRow & {
  copy_id: string;
  order: ReturnOrder;
  overdue: OverdueLoan | undefined;
};

/**
 * Locks the copy, its waitlist and whoever may be fined, and reads the facts behind them: one network wait, and another
 * for a loan that is late. Most are not, and what a late one costs is the longest statement of all. As seldom is it not
 * the turn of the first who waits, because a copy like this is not lent to him.
 */
export async function readFacts(tx: Tx, order: ReturnOrder, now: Date): Promise<FoundRow> {
  const { barcode, branchId } = order;
  const { tenantId } = tx.context;
  const read = (categories: MemberCategory[] | null) =>
    tx.query(returnFacts, [tenantId, barcode, branchId, now, categories]);
  const [, [row]] = await Promise.all([tx.query(lockForReturn, [tenantId, barcode, now]), read(null)]);
  if (!row?.copy_id) throw new Refusal('COPY_NOT_FOUND');
  if (!row.branch_id) throw new Refusal('BRANCH_NOT_FOUND');
  const isLate = row.status === 'lost' || (row.due_at !== null && new Date(row.due_at) < now);
  const overdue = isLate ? await overdueLoanOfCopy(tx, barcode, now) : undefined;
  const [turn = row] = isLentToFirst(row) ? [row] : await read(await categoriesOf(tx, row));
  return { ...turn, copy_id: row.copy_id, order, overdue };
}

/** The row in the rule's words. */
export function factsOf(row: FoundRow, now: Date): ReturnFacts {
  const { order } = row;
  return {
    now,
    observedAt: order.observedAt ? new Date(order.observedAt) : null,
    branchId: row.branch_id,
    bookDrop: order.bookDrop ? { day: order.bookDrop, calendar: calendarOf(row) } : null,
    condition: order.condition ?? null,
    copy: {
      id: row.copy_id,
      status: row.status,
      homeBranchId: row.home_branch_id,
      currentBranchId: row.current_branch_id,
      condition: row.condition,
      movedAt: row.moved_at,
    },
    openLoan: row.loan_id
      ? {
          id: row.loan_id,
          checkedOutAt: row.loan_checked_out_at,
          claimedReturnedAt: row.loan_claimed_returned_at,
        }
      : null,
    loanEnd: row.overdue ? { overdue: row.overdue.facts, lossCents: row.overdue.lossCents } : null,
    assignedHold: row.assigned_hold_id
      ? { id: row.assigned_hold_id, memberId: row.assigned_member_id, pickupBranchId: row.assigned_pickup_branch_id }
      : null,
    openTransfer: row.transfer_id
      ? {
          id: row.transfer_id,
          toBranchId: row.transfer_to,
          state: row.transfer_state,
          reason: row.transfer_reason,
        }
      : null,
    leftOnShelfBy: row.left_by_hold_id ? { holdId: row.left_by_hold_id } : null,
    firstWaiting: row.first_hold_id
      ? { id: row.first_hold_id, memberId: row.first_member_id, pickupBranchId: row.first_pickup_branch_id }
      : null,
    floats: copyTermsOf(row).floats,
  };
}

const isLentToFirst = (row: ReturnRow): boolean =>
  row.first_hold_id === null || termsOf(row, { category: row.category, itemType: row.item_type }).lendable;

/** Whose turn it can be; one for the reading room is nobody's, and goes back to its shelf. */
const categoriesOf = async (tx: Tx, row: ReturnRow): Promise<MemberCategory[]> =>
  lentTo(await readPolicies(tx), { itemType: row.item_type, branchId: row.branch_id });
