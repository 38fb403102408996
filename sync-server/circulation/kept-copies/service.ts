import type { z } from 'zod';
import type { CopyChanges } from '#shared/contract/api/catalog.ts';
import type { Copy } from '#shared/contract/records.ts';
import { changeCopy } from '../../catalog/copies/service.ts';
import { lockForCirculation } from '../../db/locks.ts';
import type { Tx } from '../../db/transaction.ts';
import { requeueHold } from '../../holds/service.ts';
import { endTransfer } from '../../transfers/service.ts';
import { keptOnShelfFor } from './queries.ts';

/**
 * Changes a copy by hand. The hold of one that is gone from the hold shelf, or broken there, waits again at its old place
 * in the queue; the next copy is asked for on a pick list.
 * @throws Refusal COPY_NOT_FOUND, BRANCH_NOT_FOUND, COPY_STATE, BARCODE_TAKEN
 */
export async function changeByHand(
  tx: Tx,
  barcode: string,
  given: z.output<typeof CopyChanges>,
  now: Date,
): Promise<Copy> {
  const { tenantId } = tx.context;
  const [, [kept]] = await Promise.all([
    tx.query(lockForCirculation, [tenantId, barcode, null]),
    tx.query(keptOnShelfFor, [tenantId, barcode]),
  ]);
  const copy = await changeCopy(tx, barcode, given, now);
  if (!kept || copy.status === 'on_hold_shelf') return copy;
  if (kept.transfer_id) endTransfer(tx, kept.transfer_id, 'cancelled', now);
  requeueHold(tx, kept.hold_id, now);
  return copy;
}
