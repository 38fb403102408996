import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { reading, type Tx, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { endHold, expiredHolds, lockHold } from '../../holds/service.ts';
import { passCopyOn } from './pass-on.ts';

type Deps = { database: Database; now: () => Date; requestId?: string };

const portion = 200;

/**
 * Ends the holds of a library whose time on the shelf is over; each copy passes on in its hold's own small transaction,
 * so that no desk waits for the job. One that cannot be ended keeps none of the others back.
 * @returns how many
 * @throws AggregateError when all the others are done
 */
export async function expireHolds(
  { database, now, requestId = 'expire-holds' }: Deps,
  tenantId: string,
): Promise<number> {
  const context = asJob(tenantId, requestId);
  const failures = new Map<string, unknown>();
  for (let total = 0; ; await wait(20)) {
    const due = await reading(database, context, (tx) => expiredHolds(tx, now(), portion + failures.size));
    for (const holdId of due.filter((id) => !failures.has(id))) {
      try {
        if (await transaction(database, context, (tx) => expireHold(tx, holdId, now()))) total += 1;
      } catch (error) {
        failures.set(holdId, error);
      }
    }
    // What was listed and not ended was collected or cancelled in between, and is not listed again.
    if (due.length >= portion && failures.size < portion) continue;
    if (failures.size > 0) throw new AggregateError(failures.values(), `${failures.size} holds could not be ended.`);
    return total;
  }
}

/** Judged again under the locks: it may have been collected, cancelled or passed on since it was listed. */
async function expireHold(tx: Tx, holdId: string, now: Date): Promise<boolean> {
  const hold = await lockHold(tx, holdId);
  const isDue = hold.status === 'ready' && hold.shelf_expires_at !== null && new Date(hold.shelf_expires_at) <= now;
  if (!isDue || !hold.copy_id) return false;
  endHold(tx, hold, 'expired', now);
  await passCopyOn(tx, hold.copy_id, now);
  return true;
}
