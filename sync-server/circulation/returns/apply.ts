import { v7 as uuidv7 } from 'uuid';
import { shelfExpiresAt } from '#shared/rules/hold-shelf.ts';
import type { ReturnDecision, ReturnEffect } from '#shared/rules/return.ts';
import { expectedAt } from '#shared/rules/transfer.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { chargeFine, noteFirstOverdue, type OverdueLoan, takeBackLoss } from '../../fines/overdue/service.ts';
import { assignHold, clearHoldShelf, requeueHold } from '../../holds/service.ts';
import { calendarOf, copyTermsOf, termsOf } from '../../policies/lending-terms.ts';
import { endTransfer, openTransfer, shipTransfer } from '../../transfers/service.ts';
import type { FoundRow } from './facts.ts';
import { closeLoan, moveCopy } from './queries.ts';

export type Applied = { transferId?: string; shelfExpiresAt?: Date };

/** Writes the effects of a return, in the order of the decision; all travel with COMMIT. */
export function applyReturn(tx: Tx, row: FoundRow, decision: ReturnDecision, now: Date): Applied {
  const applied: Applied = {};
  const loanClosed = decision.effects.some((effect) => effect.kind === 'close_loan');
  for (const effect of decision.effects) {
    if (effect.kind === 'open_transfer') {
      const expected = expectedAt(now, copyTermsOf(row).transferDays);
      const journey = { copyId: row.copy_id, fromBranchId: row.branch_id, expectedAt: expected, ...effect };
      applied.transferId = openTransfer(tx, journey, now);
    } else if (effect.kind === 'assign_hold') {
      if (effect.as === 'ready') applied.shelfExpiresAt = expiryOf(row, now);
      const assignment = { ...effect, copyId: row.copy_id, shelfExpiresAt: applied.shelfExpiresAt ?? null };
      assignHold(tx, assignment, now);
    } else applyPlain(tx, row, effect, now, loanClosed);
  }
  return applied;
}

type PlainEffect = Exclude<ReturnEffect, { kind: 'open_transfer' | 'assign_hold' }>;

function applyPlain(tx: Tx, row: FoundRow, effect: PlainEffect, now: Date, loanClosed: boolean): void {
  if (effect.kind === 'close_loan') writeReturn(tx, row, effect.returnedAt, now);
  if (effect.kind === 'clear_hold_shelf') clearHoldShelf(tx, { ...effect, copyId: row.copy_id }, now);
  if (effect.kind === 'receive_transfer') endTransfer(tx, effect.transferId, 'received', now);
  if (effect.kind === 'cancel_transfer') endTransfer(tx, effect.transferId, 'cancelled', now);
  if (effect.kind === 'ship_transfer') shipTransfer(tx, effect.transferId, now);
  if (effect.kind === 'requeue_hold') requeueHold(tx, effect.holdId, now);
  if (effect.kind === 'move_copy') writeMove(tx, row, effect, now, loanClosed);
  if (row.overdue) applyToAccount(tx, row.overdue, effect, now);
}

function applyToAccount(tx: Tx, overdue: OverdueLoan, effect: PlainEffect, now: Date): void {
  if (effect.kind === 'charge_fine') chargeFine(tx, overdue, effect.fine, now);
  if (effect.kind === 'note_first_overdue') noteFirstOverdue(tx, overdue, effect.withinGrace, now);
  if (effect.kind === 'take_back_loss') takeBackLoss(tx, overdue, now);
}

function writeReturn(tx: Tx, row: FoundRow, returnedAt: Date, now: Date): void {
  const { tenantId, actor, requestId } = tx.context;
  const { condition, bookDrop } = row.order;
  const claimedReturnedAt = row.loan_claimed_returned_at ?? undefined;
  const facts = json({
    ...tx.context.cause,
    copyId: row.copy_id,
    branchId: row.branch_id,
    returnedAt,
    condition,
    bookDrop,
    claimedReturnedAt,
  });
  const event = [uuidv7(), actor.kind, actor.id, facts, requestId];
  tx.send(closeLoan, [tenantId, row.loan_id, now, returnedAt, row.branch_id, ...event]);
}

/** A move that belongs to a return is told by the return's event; one on its own has its own. */
function writeMove(
  tx: Tx,
  row: FoundRow,
  move: Extract<ReturnEffect, { kind: 'move_copy' }>,
  now: Date,
  told: boolean,
): void {
  tx.send(moveCopy, [tx.context.tenantId, row.copy_id, move.status, move.condition, row.branch_id, now]);
  if (told) return;
  const facts = { from: row.status, to: move.status, branchId: row.branch_id };
  recordEvent(tx, { action: 'copy.moved', entity: 'copy', entityId: row.copy_id, at: now, facts });
}

function expiryOf(row: FoundRow, now: Date): Date {
  const terms = termsOf(row, { category: row.category ?? 'adult', itemType: row.item_type });
  return shelfExpiresAt(now, terms.shelfHours, calendarOf(row));
}
