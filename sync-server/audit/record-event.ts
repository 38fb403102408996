import { v7 as uuidv7 } from 'uuid';
import { json } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { insertEvent, insertEvents } from './queries.ts';

/** One state change: what happened (`loan.renewed`), to what, and the facts behind it — ids and codes, never names. */
export type ChangeEvent = {
  action: string;
  entity: string;
  entityId: string;
  at: Date;
  facts?: Record<string, unknown>;
};

/** Writes the one audit event of a change into its transaction (invariant 8); it travels with COMMIT. */
export function recordEvent(tx: Tx, { action, entity, entityId, at, facts = {} }: ChangeEvent): void {
  const { tenantId, actor, requestId, cause } = tx.context;
  tx.send(insertEvent, [
    tenantId,
    uuidv7(),
    at,
    actor.kind,
    actor.id,
    action,
    entity,
    entityId,
    json({ ...cause, ...facts }),
    requestId,
  ]);
}

/** The same for many changes of one transaction, in one statement. */
export function recordEvents(tx: Tx, events: readonly ChangeEvent[]): void {
  if (events.length === 0) return;
  const { tenantId, actor, requestId, cause } = tx.context;
  const rows = events.map((event) => ({ ...event, facts: { ...cause, ...event.facts }, id: uuidv7() }));
  tx.send(insertEvents, [tenantId, actor.kind, actor.id, requestId, json(rows)]);
}
