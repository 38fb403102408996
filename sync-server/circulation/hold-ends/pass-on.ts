import type { MemberCategory } from '#shared/contract/vocabulary.ts';
import { decideRelease, type ReleaseEffect } from '#shared/rules/hold-release.ts';
import { shelfExpiresAt } from '#shared/rules/hold-shelf.ts';
import { expectedAt } from '#shared/rules/transfer.ts';
import type { Tx } from '../../db/transaction.ts';
import { assignHold } from '../../holds/service.ts';
import { calendarOf, copyTermsOf, lentTo, termsOf } from '../../policies/lending-terms.ts';
import { readPolicies } from '../../policies/service.ts';
import { endTransfer, handTransferOn, moveStandingCopy, requestTransfer } from '../../transfers/service.ts';
import { type ReleaseRow, releaseFacts } from './queries.ts';

/**
 * The hold that a copy was kept for has just ended in this transaction: the copy passes to the next in the queue, or is
 * free. Whoever calls it holds the locks of the copy and of the waitlist.
 */
export async function passCopyOn(tx: Tx, copyId: string, now: Date): Promise<void> {
  const row = await readFacts(tx, copyId, now);
  if (!row) return;
  for (const effect of decideRelease(factsOf(row))) applyEffect(tx, row, effect, now);
}

async function readFacts(tx: Tx, copyId: string, now: Date): Promise<ReleaseRow | undefined> {
  const read = (categories: MemberCategory[] | null) =>
    tx.query(releaseFacts, [tx.context.tenantId, copyId, now, categories]);
  const [row] = await read(null);
  if (!row?.next_hold_id || termsOf(row, { category: row.category, itemType: row.item_type }).lendable) return row;
  return (await read(lentTo(await readPolicies(tx), { itemType: row.item_type, branchId: row.branch_id })))[0];
}

function factsOf(row: ReleaseRow) {
  return {
    copy: { status: row.status, homeBranchId: row.home_branch_id, currentBranchId: row.branch_id },
    openTransfer: row.transfer_id ? { id: row.transfer_id, state: row.transfer_state } : null,
    next: row.next_hold_id
      ? { id: row.next_hold_id, memberId: row.next_member_id, pickupBranchId: row.next_pickup_branch_id }
      : null,
    floats: copyTermsOf(row).floats,
  };
}

function applyEffect(tx: Tx, row: ReleaseRow, effect: ReleaseEffect, now: Date): void {
  const { copy_id: copyId, branch_id: fromBranchId } = row;
  if (effect.kind === 'assign_hold') {
    const expires = effect.as === 'ready' ? expiryOf(row, now) : null;
    assignHold(tx, { ...effect, copyId, shelfExpiresAt: expires }, now);
  }
  if (effect.kind === 'request_transfer') {
    const expected = expectedAt(now, copyTermsOf(row).transferDays);
    requestTransfer(tx, { ...effect, copyId, fromBranchId, expectedAt: expected }, now);
  }
  if (effect.kind === 'cancel_transfer') endTransfer(tx, effect.transferId, 'cancelled', now);
  if (effect.kind === 'hand_transfer_on') handTransferOn(tx, effect.transferId, effect.holdId, now);
  if (effect.kind === 'move_copy') moveStandingCopy(tx, { copyId, from: row.status, to: effect.status }, now);
}

function expiryOf(row: ReleaseRow, now: Date): Date {
  const terms = termsOf(row, { category: row.category ?? 'adult', itemType: row.item_type });
  return shelfExpiresAt(now, terms.shelfHours, calendarOf(row));
}
