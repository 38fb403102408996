import type { HoldStatus } from '#shared/contract/vocabulary.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { announceHold } from '../notices/announce.ts';
import {
  activeHoldsOfMember,
  assign,
  clearFromShelf,
  end,
  findHold,
  fulfil,
  type HoldRow,
  lockForHold,
  overdueOnShelf,
  requeue,
} from './queries.ts';

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
  if (as === 'ready') announceHold(tx, 'hold_ready', holdId, at);
}

/** It is over without a loan; whoever ends it passes on the copy that it had. */
export function endHold(tx: Tx, hold: HoldRow, as: Extract<HoldStatus, 'cancelled' | 'expired'>, at: Date): void {
  tx.send(end, [tx.context.tenantId, hold.id, as, at]);
  const facts = { bookId: hold.book_id, copyId: hold.copy_id, was: hold.status };
  recordEvent(tx, { action: `hold.${as}`, entity: 'hold', entityId: hold.id, at, facts });
  if (as === 'expired') announceHold(tx, 'hold_expired', hold.id, at);
}

/** The copy that stayed behind on the hold shelf when this hold was over is in somebody's hand. */
export function clearHoldShelf(tx: Tx, { holdId, copyId }: { holdId: string; copyId: string }, at: Date): void {
  tx.send(clearFromShelf, [tx.context.tenantId, copyId]);
  recordEvent(tx, { action: 'hold.shelf_cleared', entity: 'hold', entityId: holdId, at, facts: { copyId } });
}

export const isOver = ({ status }: HoldRow): boolean => ['fulfilled', 'cancelled', 'expired'].includes(status);

/**
 * Locks the copy that a hold has, its waitlist and the hold itself, and reads it behind them.
 * @param onlyMemberId a member learns nothing of holds that are not his, not even that they exist
 * @throws Refusal HOLD_NOT_FOUND
 */
export async function lockHold(tx: Tx, holdId: string, onlyMemberId?: string): Promise<HoldRow> {
  const values = [tx.context.tenantId, holdId];
  const [, [hold]] = await Promise.all([tx.query(lockForHold, values), tx.query(findHold, values)]);
  if (!hold || (onlyMemberId !== undefined && hold.member_id !== onlyMemberId)) throw new Refusal('HOLD_NOT_FOUND');
  return hold;
}

/** Ready holds whose time on the shelf is over, the longest over first. @returns ids */
export async function expiredHolds(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.query(overdueOnShelf, [tx.context.tenantId, now, limit]);
  return rows.map((row) => row.id);
}

/** @returns ids */
export async function activeHoldsOf(tx: Tx, memberId: string): Promise<string[]> {
  const rows = await tx.query(activeHoldsOfMember, [tx.context.tenantId, memberId]);
  return rows.map((row) => row.id);
}
