import { v7 as uuidv7 } from 'uuid';
import type { TransferReason } from '#shared/contract/vocabulary.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { end, open } from './queries.ts';

type Journey = {
  copyId: string;
  fromBranchId: string;
  toBranchId: string;
  reason: TransferReason;
  holdId: string | null;
};

/** Sends a copy on its way from the desk where it lies; returns the transfer's id. */
export function openTransfer(tx: Tx, { copyId, fromBranchId, toBranchId, reason, holdId }: Journey, at: Date): string {
  const id = uuidv7();
  tx.send(open, [tx.context.tenantId, id, copyId, fromBranchId, toBranchId, reason, holdId, at]);
  const facts = { copyId, fromBranchId, toBranchId, reason, holdId };
  recordEvent(tx, { action: 'transfer.shipped', entity: 'transfer', entityId: id, at, facts });
  return id;
}

/** The journey is over: the copy arrived, or never gets there because it goes elsewhere now. */
export function endTransfer(tx: Tx, transferId: string, state: 'received' | 'cancelled', at: Date): void {
  tx.send(end, [tx.context.tenantId, transferId, state, at]);
  recordEvent(tx, { action: `transfer.${state}`, entity: 'transfer', entityId: transferId, at });
}
