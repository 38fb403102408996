import { Id } from '#shared/contract/primitives.ts';
import type { AuditEvent } from '#shared/contract/records.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { type EventRow, readEvents, readEventsAbout } from './queries.ts';

type AuditQuery = {
  cursor?: string;
  limit: number;
  entity?: string;
  actor?: string;
  request?: string;
  from?: string;
  to?: string;
};

/**
 * What happened, newest first. `entity` is a word (`loan`) or an entity's id.
 * @throws Refusal BAD_CURSOR
 */
export async function readAudit(tx: Tx, { cursor, limit, entity, ...others }: AuditQuery) {
  const entityFilter = Id.safeParse(entity).success ? { entityId: entity } : { entity };
  const filter = { ...entityFilter, ...others, before: cursor === undefined ? undefined : readCursor(cursor) };
  const { statement, values } = readEvents(tx.context.tenantId, filter, limit + 1);
  const rows = await tx.query(statement, values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page.map(eventRecord), cursor: rows.length > limit && last ? writeCursor(last.id) : null };
}

/** Everything that was done to these entities, or by this person, oldest first. */
export async function eventsAbout(tx: Tx, entityIds: readonly string[], actorId: string): Promise<AuditEvent[]> {
  const rows = await tx.query(readEventsAbout, [tx.context.tenantId, entityIds, actorId]);
  return rows.map(eventRecord);
}

const writeCursor = (id: string) => Buffer.from(id).toString('base64url');

function readCursor(cursor: string): string {
  const id = Id.safeParse(Buffer.from(cursor, 'base64url').toString());
  if (!id.success) throw new Refusal('BAD_CURSOR');
  return id.data;
}

const eventRecord = (row: EventRow): AuditEvent => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actor_kind, id: row.actor_id },
  action: row.action,
  entity: row.entity,
  entityId: row.entity_id,
  facts: row.facts,
  requestId: row.request_id,
});
