import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { assign, fulfil, requeue } from './queries.ts';

/** The member has the book: his hold is done. */
export function fulfilHold(tx: Tx, holdId: string, at: Date): void {
  tx.send(fulfil, [tx.context.tenantId, holdId, at]);
  recordEvent(tx, { action: 'hold.fulfilled', entity: 'hold', entityId: holdId, at });
}

/** The copy it had is gone: the hold waits again, at its old place in the queue. */
export function requeueHold(tx: Tx, holdId: string, at: Date): void {
  tx.send(requeue, [tx.context.tenantId, holdId]);
  recordEvent(tx, { action: 'hold.requeued', entity: 'hold', entityId: holdId, at });
}

type Assignment = { holdId: string; copyId: string; as: 'ready' | 'in_transit'; shelfExpiresAt: Date | null };

/** A copy is meant for this hold: it stands on the hold shelf until it expires, or travels there first. */
export function assignHold(tx: Tx, { holdId, copyId, as, shelfExpiresAt }: Assignment, at: Date): void {
  tx.send(assign, [tx.context.tenantId, holdId, as, copyId, shelfExpiresAt]);
  const action = as === 'ready' ? 'hold.ready' : 'hold.on_its_way';
  recordEvent(tx, { action, entity: 'hold', entityId: holdId, at, facts: { copyId, shelfExpiresAt } });
}
