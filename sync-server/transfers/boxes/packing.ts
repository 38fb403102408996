import type { Box, PackAnswer } from '#shared/contract/api/boxes.ts';
import { decidePack, decideUnpack, type PackDecision } from '#shared/rules/box.ts';
import { expectedAt } from '#shared/rules/transfer.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { lockForCirculation } from '../../db/locks.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { transferDaysOf } from '../../policies/lending-terms.ts';
import { readPolicies } from '../../policies/service.ts';
import { requestTransfer, sendStandingCopy } from '../service.ts';
import { boxedCopy, boxNumber, boxRecord } from './box-record.ts';
import { findBox, lockBox } from './found-box.ts';
import { type BoxRow, lockToPack, type PackRow, packFacts, putInBox } from './queries.ts';

type Packing = { box: string; barcode: string; request: boolean; now: Date };

/**
 * A copy is put into a box. One that was only asked for is under way from now on; one that was said to be in another
 * box is in this one. @throws Refusal as the contract names them
 */
export async function packCopy(tx: Tx, { box, barcode, request, now }: Packing): Promise<PackAnswer> {
  const row = await readCopy(tx, barcode, now);
  const into = await lockBox(tx, box, lockToPack);
  const decision = decidePack(factsOf(row, into, request));
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const transferId = await applyPacking(tx, row, into, decision, now);
  const after = await findBox(tx, into.id);
  return {
    box: boxRecord(after),
    copy: boxedCopy({ ...row, transfer_id: transferId, state: 'shipped' }),
    alreadyPacked: decision.kind === 'already_packed',
    movedFrom: decision.kind === 'pack' && row.transfer_box_number !== null ? boxNumber(row.transfer_box_number) : null,
  };
}

/** @throws Refusal COPY_NOT_FOUND, BOX_NOT_FOUND, BOX_STATE, NOT_IN_BOX */
export async function unpackCopy(tx: Tx, { box, barcode, now }: Omit<Packing, 'request'>): Promise<Box> {
  const row = await readCopy(tx, barcode, now);
  const from = await lockBox(tx, box, lockToPack);
  const holdsIt = row.transfer_box_id === from.id;
  const decision = decideUnpack({ state: from.state, holdsIt });
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  moveToBox(tx, { transferId: row.transfer_id ?? '', fromBoxId: from.id, boxId: null }, now);
  return boxRecord(await findBox(tx, from.id));
}

/** Locks the copy and its waitlist, then reads behind the lock. @throws Refusal COPY_NOT_FOUND */
async function readCopy(tx: Tx, barcode: string, now: Date): Promise<PackRow & { barcode: string }> {
  const { tenantId } = tx.context;
  const [, [row]] = await Promise.all([
    tx.query(lockForCirculation, [tenantId, barcode, null]),
    tx.query(packFacts, [tenantId, barcode, now]),
  ]);
  if (!row) throw new Refusal('COPY_NOT_FOUND');
  return { ...row, barcode };
}

const factsOf = (row: PackRow, box: BoxRow, request: boolean) => ({
  box: {
    id: box.id,
    state: box.state,
    fromBranchId: box.from_branch_id,
    toBranchId: box.to_branch_id,
    copies: box.copies,
  },
  copy: { status: row.status, currentBranchId: row.current_branch_id },
  openTransfer: row.transfer_id
    ? {
        id: row.transfer_id,
        toBranchId: row.transfer_to,
        state: row.transfer_state,
        reason: row.transfer_reason,
        boxId: row.transfer_box_id,
      }
    : null,
  waitedFor: row.waited_for,
  request,
});

type Allowed = Exclude<PackDecision, { kind: 'refused' }>;

/** Writes the decision; returns the transfer that the copy travels by. */
async function applyPacking(tx: Tx, row: PackRow, box: BoxRow, decision: Allowed, now: Date): Promise<string> {
  const { copy_id: copyId } = row;
  if (decision.kind === 'already_packed') return row.transfer_id ?? '';
  if (decision.kind === 'pack') {
    moveToBox(tx, { transferId: decision.transferId, fromBoxId: row.transfer_box_id, boxId: box.id }, now);
    return decision.transferId;
  }
  const transferId = decision.kind === 'ship' ? decision.transferId : await requestUnasked(tx, row, box, now);
  tx.send(putInBox, [tx.context.tenantId, transferId, box.id]);
  sendStandingCopy(tx, { transferId, copyId, boxId: box.id }, now);
  return transferId;
}

async function requestUnasked(tx: Tx, row: PackRow, box: BoxRow, now: Date): Promise<string> {
  const { from_branch_id: fromBranchId, to_branch_id: toBranchId } = box;
  const days = transferDaysOf(await readPolicies(tx), { itemType: row.item_type, branchId: fromBranchId });
  const journey = { copyId: row.copy_id, fromBranchId, toBranchId, reason: 'rebalance', holdId: null } as const;
  return requestTransfer(tx, { ...journey, expectedAt: expectedAt(now, days) }, now);
}

type Repacking = { transferId: string; fromBoxId: string | null; boxId: string | null };

function moveToBox(tx: Tx, { transferId, fromBoxId, boxId }: Repacking, at: Date): void {
  tx.send(putInBox, [tx.context.tenantId, transferId, boxId]);
  const facts = { boxId, fromBoxId };
  recordEvent(tx, { action: 'transfer.boxed', entity: 'transfer', entityId: transferId, at, facts });
}
