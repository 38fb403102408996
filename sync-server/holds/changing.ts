import type { HoldChanges } from '#shared/contract/api/holds.ts';
import { recordEvent } from '../audit/record-event.ts';
import { requireBranches } from '../branches/service.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { holdRecord } from './hold-record.ts';
import { collectAt, findHold, suspend } from './queries.ts';
import { lockHold } from './service.ts';

type Change = { holdId: string; changes: HoldChanges; now: Date; onlyMemberId: string | undefined };

/**
 * The member is away until a day, or back: his hold is passed over meanwhile. Or he collects elsewhere. His place in the
 * queue stays.
 * @throws Refusal HOLD_NOT_FOUND, HOLD_STATE, BRANCH_NOT_FOUND
 */
export async function changeHold(tx: Tx, { holdId, changes, now: at, onlyMemberId }: Change) {
  const { tenantId } = tx.context;
  const { suspendedUntil, pickupBranchId } = changes;
  const [hold] = await Promise.all([
    lockHold(tx, holdId, onlyMemberId),
    requireBranches(tx, pickupBranchId ? [pickupBranchId] : []),
  ]);
  if (hold.status !== 'waiting') throw new Refusal('HOLD_STATE', { facts: { status: hold.status } });
  const event = { entity: 'hold', entityId: holdId, at } as const;
  if (suspendedUntil !== undefined) {
    tx.send(suspend, [tenantId, holdId, suspendedUntil]);
    recordEvent(tx, { ...event, action: 'hold.suspended', facts: { suspendedUntil } });
  }
  if (pickupBranchId !== undefined && pickupBranchId !== hold.pickup_branch_id) {
    tx.send(collectAt, [tenantId, holdId, pickupBranchId]);
    recordEvent(tx, { ...event, action: 'hold.collected_at', facts: { pickupBranchId, was: hold.pickup_branch_id } });
  }
  const [changed = hold] = await tx.query(findHold, [tenantId, holdId]);
  return { hold: holdRecord(changed) };
}
