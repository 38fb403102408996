import { localDate } from '#shared/rules/calendar.ts';
import type { CheckoutFacts } from '#shared/rules/checkout.ts';
import { lockForCirculation } from '../../db/locks.ts';
import type { Tx } from '../../db/transaction.ts';
import { lentAt } from '../../holds/pick-list/list.ts';
import { Refusal } from '../../http/refusal.ts';
import { refuseReplacedCard } from '../../members/cards/replaced-card.ts';
import { termsOf } from '../../policies/lending-terms.ts';
import { type CheckoutRow, checkoutFacts, lentCopies } from './queries.ts';

/** A row whose copy and member exist. */
export type FoundRow = CheckoutRow & { copy_id: string; member_id: string };

type Question = { barcode: string; membershipNumber: string; branchId: string | undefined };

/**
 * Locks in the one order — copy, waitlist, member — and reads the facts behind them. Both statements are on the wire
 * before the first is answered: one network wait.
 */
export async function readFacts(
  tx: Tx,
  { barcode, membershipNumber, branchId }: Question,
  now: Date,
): Promise<FoundRow> {
  const { tenantId } = tx.context;
  const [, [row]] = await Promise.all([
    tx.query(lockForCirculation, [tenantId, barcode, membershipNumber]),
    tx.query(checkoutFacts, [tenantId, barcode, membershipNumber, branchId, now]),
  ]);
  if (!row?.copy_id) throw new Refusal('COPY_NOT_FOUND');
  if (!row.member_id) {
    await refuseReplacedCard(tx, membershipNumber);
    throw new Refusal('MEMBER_NOT_FOUND');
  }
  if (!row.branch_id) throw new Refusal('BRANCH_NOT_FOUND');
  const found = { ...row, copy_id: row.copy_id, member_id: row.member_id };
  return { ...found, available_copies: await copiesForThoseWhoWait(tx, found) };
}

/** Copies for the reading room help nobody who waits; they are told from others only where that could matter. */
async function copiesForThoseWhoWait(tx: Tx, row: FoundRow): Promise<number> {
  if (row.available_copies <= row.waiting_before || row.waiting_before === 0) return row.available_copies;
  const itemTypes = await lentAt(tx, row.branch_id);
  const [counted] = await tx.query(lentCopies, [tx.context.tenantId, row.book_id, row.copy_id, itemTypes]);
  return counted?.count ?? 0;
}

/** The row in the rule's words. */
export function factsOf(row: FoundRow, now: Date): CheckoutFacts {
  return {
    branchId: row.branch_id,
    today: localDate(now, row.time_zone),
    copy: { id: row.copy_id, status: row.status },
    member: { id: row.member_id, status: row.member_status, expiresOn: row.expires_on },
    terms: termsOf(row, { category: row.category, itemType: row.item_type }),
    openLoan: row.loan_id
      ? { id: row.loan_id, memberId: row.loan_member_id, checkedOutAt: row.loan_checked_out_at, dueAt: row.loan_due_at }
      : null,
    assignedHold: row.assigned_hold_id ? { id: row.assigned_hold_id, memberId: row.assigned_member_id } : null,
    openTransfer: row.transfer_id ? { id: row.transfer_id, toBranchId: row.transfer_to } : null,
    ownHold: row.own_hold_id ? { id: row.own_hold_id, copyId: row.own_hold_copy_id } : null,
    openLoans: row.open_loans,
    balanceCents: row.balance_cents,
    waitingBefore: row.waiting_before,
    availableCopies: row.available_copies,
  };
}
