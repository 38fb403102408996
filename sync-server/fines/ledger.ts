import { v7 as uuidv7 } from 'uuid';
import type { LedgerEntry, LedgerKind, PaymentMethod } from '#shared/contract/ledger.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { insertEntry } from './queries.ts';

/** A line of a member's account before it has its id. */
export type NewEntry = {
  memberId: string;
  kind: LedgerKind;
  /** A code for what the library charges (`overdue`, `lost`); what staff said for what they forgive or give back. */
  reason: string;
  /** Signed minor units: what raises the debt is positive. */
  cents: number;
  currency: string;
  loanId?: string;
  /** Of a fine: the due date that was missed. */
  dueAt?: Date;
  method?: PaymentMethod;
  reference?: string | null;
};

const actions: Record<LedgerKind, string> = {
  charge: 'account.charged',
  payment: 'account.paid',
  waiver: 'account.waived',
  refund: 'account.refunded',
};

/** Writes one line and its audit event; both travel with COMMIT. Whoever calls it holds the member's lock. */
export function writeEntry(tx: Tx, entry: NewEntry, at: Date, facts: Record<string, unknown> = {}): LedgerEntry {
  const id = uuidv7();
  const {
    memberId,
    kind,
    reason,
    cents,
    currency,
    loanId = null,
    dueAt = null,
    method = null,
    reference = null,
  } = entry;
  const values = [
    tx.context.tenantId,
    id,
    memberId,
    loanId,
    kind,
    reason,
    cents,
    currency,
    at,
    dueAt,
    method,
    reference,
  ];
  tx.send(insertEntry, values);
  const told = { memberId, loanId, reason, cents, method, ...facts };
  recordEvent(tx, { action: actions[kind], entity: 'ledger_entry', entityId: id, at, facts: told });
  return { id, kind, reason, amount: { amount: cents, currency }, loanId, method, reference, at: at.toISOString() };
}
