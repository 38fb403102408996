import type { TransferOrder } from '#shared/contract/api/transfers.ts';
import type { Transfer } from '#shared/contract/records.ts';
import { decideCancel, decideRequest, decideShip, expectedAt } from '#shared/rules/transfer.ts';
import { lockForCirculation } from '../db/locks.ts';
import type { Tx } from '../db/transaction.ts';
import { requeueHold } from '../holds/service.ts';
import { Refusal } from '../http/refusal.ts';
import { transferDaysOf } from '../policies/lending-terms.ts';
import { readPolicies } from '../policies/service.ts';
import { lockForTransfer, requestFacts, transferFacts } from './queries.ts';
import { endTransfer, moveStandingCopy, requestTransfer, sendStandingCopy } from './service.ts';
import { transferRecord } from './transfer-record.ts';

/** Asks for a copy to be sent to another branch. @throws Refusal */
export async function request(tx: Tx, { barcode, toBranchId, reason }: TransferOrder, now: Date): Promise<Transfer> {
  const { tenantId } = tx.context;
  const [, [row], policies] = await Promise.all([
    tx.query(lockForCirculation, [tenantId, barcode, null]),
    tx.query(requestFacts, [tenantId, barcode, toBranchId]),
    readPolicies(tx),
  ]);
  if (!row) throw new Refusal('COPY_NOT_FOUND');
  if (!row.branch_id) throw new Refusal('BRANCH_NOT_FOUND');
  const decision = decideRequest({
    copy: { status: row.status, currentBranchId: row.current_branch_id },
    toBranchId,
    openTransfer: row.open_transfer_id ? { id: row.open_transfer_id } : null,
  });
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const journey = { copyId: row.copy_id, fromBranchId: row.current_branch_id, toBranchId, reason, holdId: null };
  const days = transferDaysOf(policies, { itemType: row.item_type, branchId: row.current_branch_id });
  const id = requestTransfer(tx, { ...journey, expectedAt: expectedAt(now, days) }, now);
  return { ...journey, id, barcode, state: 'requested', requestedAt: now.toISOString() };
}

/** The copy is on its way. @throws Refusal */
export async function shipOut(tx: Tx, transferId: string, now: Date): Promise<Transfer> {
  const row = await lockTransfer(tx, transferId);
  const decision = decideShip({ state: row.state, reason: row.reason, copy: { status: row.copy_status } });
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  sendStandingCopy(tx, { transferId, copyId: row.copy_id }, now);
  return { ...transferRecord(row), state: 'shipped' };
}

type Cancellation = { transferId: string; copyMissing: boolean; now: Date };

/** Calls a journey off. @throws Refusal TRANSFER_NOT_FOUND, TRANSFER_STATE */
export async function callOff(tx: Tx, { transferId, copyMissing, now }: Cancellation): Promise<Transfer> {
  const row = await lockTransfer(tx, transferId);
  const decision = decideCancel({
    state: row.state,
    reason: row.reason,
    copy: { status: row.copy_status },
    assignedHold: row.assigned_hold_id ? { id: row.assigned_hold_id } : null,
    copyMissing,
  });
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  endTransfer(tx, transferId, 'cancelled', now);
  if (decision.requeuedHoldId) requeueHold(tx, decision.requeuedHoldId, now);
  if (decision.copyStatus !== row.copy_status) {
    moveStandingCopy(tx, { copyId: row.copy_id, from: row.copy_status, to: decision.copyStatus }, now);
  }
  return { ...transferRecord(row), state: 'cancelled' };
}

/** Locks the copy, then reads the transfer behind the lock. @throws Refusal TRANSFER_NOT_FOUND */
async function lockTransfer(tx: Tx, transferId: string) {
  const values = [tx.context.tenantId, transferId];
  const [, [row]] = await Promise.all([tx.query(lockForTransfer, values), tx.query(transferFacts, values)]);
  if (!row) throw new Refusal('TRANSFER_NOT_FOUND');
  return row;
}
