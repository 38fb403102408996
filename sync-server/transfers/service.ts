import { v7 as uuidv7 } from 'uuid';
import type { CopyStatus, TransferReason } from '#shared/contract/vocabulary.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { end, handOn, moveCopy, open, request, ship } from './queries.ts';

type Journey = {
  copyId: string;
  fromBranchId: string;
  toBranchId: string;
  reason: TransferReason;
  holdId: string | null;
  expectedAt: Date;
};

/** Sends a copy on its way from the desk where it lies; returns the transfer's id. */
export function openTransfer(tx: Tx, journey: Journey, at: Date): string {
  return begin(tx, { statement: open, action: 'transfer.shipped' }, journey, at);
}

/** Asks for a copy that nobody has in the hand to be sent; it stays where it is until it is shipped. */
export function requestTransfer(tx: Tx, journey: Journey, at: Date): string {
  return begin(tx, { statement: request, action: 'transfer.requested' }, journey, at);
}

type Beginning = { statement: typeof open; action: string };

function begin(tx: Tx, { statement, action }: Beginning, journey: Journey, at: Date): string {
  const id = uuidv7();
  const { copyId, fromBranchId, toBranchId, reason, holdId, expectedAt } = journey;
  tx.send(statement, [tx.context.tenantId, id, copyId, fromBranchId, toBranchId, reason, holdId, at, expectedAt]);
  const facts = { copyId, fromBranchId, toBranchId, reason, holdId };
  recordEvent(tx, { action, entity: 'transfer', entityId: id, at, facts });
  return id;
}

/** A requested copy goes on its way: into the crate, or into a box. */
export function shipTransfer(tx: Tx, transferId: string, at: Date, boxId?: string): void {
  tx.send(ship, [tx.context.tenantId, transferId, at]);
  const facts = boxId ? { boxId } : {};
  recordEvent(tx, { action: 'transfer.shipped', entity: 'transfer', entityId: transferId, at, facts });
}

type Sent = { transferId: string; copyId: string; boxId?: string };

/** The same for a copy that is taken from its shelf; the event of the transfer tells of the copy's move as well. */
export function sendStandingCopy(tx: Tx, { transferId, copyId, boxId }: Sent, at: Date): void {
  shipTransfer(tx, transferId, at, boxId);
  tx.send(moveCopy, [tx.context.tenantId, copyId, 'in_transit', at]);
}

/** The journey is over: the copy arrived, or never gets there because it goes elsewhere now. */
export function endTransfer(tx: Tx, transferId: string, state: 'received' | 'cancelled', at: Date): void {
  tx.send(end, [tx.context.tenantId, transferId, state, at]);
  recordEvent(tx, { action: `transfer.${state}`, entity: 'transfer', entityId: transferId, at });
}

/** The copy travels on for another hold than the one it was sent for, or for none. */
export function handTransferOn(tx: Tx, transferId: string, holdId: string | null, at: Date): void {
  tx.send(handOn, [tx.context.tenantId, transferId, holdId]);
  recordEvent(tx, { action: 'transfer.handed_on', entity: 'transfer', entityId: transferId, at, facts: { holdId } });
}

type Move = { copyId: string; from: CopyStatus; to: CopyStatus };

/** A copy changes its state where it stands, with nobody's hand on it. */
export function moveStandingCopy(tx: Tx, { copyId, from, to }: Move, at: Date): void {
  tx.send(moveCopy, [tx.context.tenantId, copyId, to, at]);
  recordEvent(tx, { action: 'copy.moved', entity: 'copy', entityId: copyId, at, facts: { from, to } });
}
