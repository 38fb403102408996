import { v7 as uuidv7 } from 'uuid';
import type { Desk } from '#shared/contract/records.ts';
import { recordEvent } from '../audit/record-event.ts';
import { newKey } from '../auth/key-text.ts';
import { refusing } from '../db/constraints.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import { countDesks, type DeskRow, insertDesk, listDesks, lockDesk, revokeDesk } from './queries.ts';

/** The key is in this answer and nowhere else. @throws Refusal BRANCH_NOT_FOUND */
export async function enrolDesk(tx: Tx, { branchId, name }: { branchId: string; name: string }, now: Date) {
  const { tenantId } = tx.context;
  const id = uuidv7();
  const key = newKey('desk', tenantId, id);
  const inserted = tx.query(insertDesk, [tenantId, id, branchId, name, key.hash, now]);
  const [row] = await refusing(inserted, { desks_tenant_id_branch_id_fkey: 'BRANCH_NOT_FOUND' });
  recordEvent(tx, { action: 'desk.enrolled', entity: 'desk', entityId: id, at: now, facts: { branchId } });
  return { ...deskRecord(row), key: key.text };
}

/** @throws Refusal NOT_FOUND, also for a desk that was revoked before or stands in a branch beyond the reach */
export async function revokeDeskKey(
  tx: Tx,
  id: string,
  reach: readonly string[] | undefined,
  now: Date,
): Promise<void> {
  const { tenantId } = tx.context;
  const desk = deskRecord((await tx.query(lockDesk, [tenantId, id]))[0]);
  if (reach && !reach.includes(desk.branchId)) throw noSuchDesk();
  tx.send(revokeDesk, [tenantId, id, now]);
  recordEvent(tx, {
    action: 'desk.revoked',
    entity: 'desk',
    entityId: id,
    at: now,
    facts: { branchId: desk.branchId },
  });
}

type DeskQuery = Window & { sort?: string; query?: string; branchId?: string };

export async function findDesks(tx: Tx, query: DeskQuery, reach: readonly string[] | undefined) {
  const { descending } = orderOf(query.sort, ['name']) ?? { descending: false };
  const values = [tx.context.tenantId, query.branchId, reach, query.query ?? ''];
  const [rows, [counted]] = await Promise.all([
    tx.query(listDesks(descending), [...values, query.limit, query.offset]),
    tx.query(countDesks, values),
  ]);
  return pageOf(rows.map(deskRecord), counted?.count ?? 0, query);
}

function deskRecord(row: DeskRow | undefined): Desk {
  if (!row) throw noSuchDesk();
  return {
    id: row.id,
    branchId: row.branch_id,
    name: row.name,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    queued: row.outbox_queued,
    queuedSince: row.outbox_since,
  };
}

const noSuchDesk = () => new Refusal('NOT_FOUND', { detail: 'There is no such desk.' });
