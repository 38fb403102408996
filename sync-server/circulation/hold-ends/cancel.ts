import type { Tx } from '../../db/transaction.ts';
import { activeHoldsOf, endHold, isOver, lockHold } from '../../holds/service.ts';
import { Refusal } from '../../http/refusal.ts';
import { passCopyOn } from './pass-on.ts';

type Cancellation = { holdId: string; now: Date; onlyMemberId: string | undefined };

/**
 * Gives up a hold; a copy that waits or travels for it passes to the next in the queue at once.
 * @throws Refusal HOLD_NOT_FOUND, HOLD_STATE
 */
export async function cancelHold(tx: Tx, { holdId, now, onlyMemberId }: Cancellation): Promise<void> {
  const hold = await lockHold(tx, holdId, onlyMemberId);
  if (isOver(hold)) throw new Refusal('HOLD_STATE', { facts: { status: hold.status } });
  endHold(tx, hold, 'cancelled', now);
  if (hold.copy_id) await passCopyOn(tx, hold.copy_id, now);
}

/** Gives up all that a member waits for, before he is forgotten. */
export async function cancelHoldsOf(tx: Tx, memberId: string, now: Date): Promise<void> {
  for (const holdId of await activeHoldsOf(tx, memberId)) {
    await cancelHold(tx, { holdId, now, onlyMemberId: undefined });
  }
}
