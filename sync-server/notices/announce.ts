import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/transaction.ts';
import { insertAboutFine, insertAboutHold } from './queries.ts';

// What a decision has to tell a member is a row in the decision's own transaction: it is there if, and only if, that
// commits. The row is the job. A job of the job library for each would be a second statement in transactions that are
// measured, and would say the same again; so the library wakes a sender every minute, which takes the rows that are due
// (sending/send-notices.ts).

/** The member is to be told of his hold: it is ready for him, or its time on the shelf is over. Travels with COMMIT. */
export function announceHold(tx: Tx, kind: 'hold_ready' | 'hold_expired', holdId: string, at: Date): void {
  tx.send(insertAboutHold, [tx.context.tenantId, uuidv7(), kind, holdId, at]);
}

/** The member is to be told what he was charged. Travels with COMMIT. */
export function announceFine(tx: Tx, { memberId, entryId }: { memberId: string; entryId: string }, at: Date): void {
  tx.send(insertAboutFine, [tx.context.tenantId, uuidv7(), memberId, entryId, at]);
}
