import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { Sql } from '../db/sql.ts';
import { transaction } from '../db/transaction.ts';
import { deleteEndedSessions, deleteOldAnswers, listTenants } from './queries.ts';

type Deps = { database: Database; now: () => Date };

const hour = 3_600_000;
/** Answers are kept for at least 24 hours (api.md, "Idempotency"); a day more costs little and forgives a slow client. */
const keepAnswersFor = 48 * hour;
/** A spent refresh token must still be known as spent for a while, so that its reuse is noticed. */
const keepSessionsFor = 7 * 24 * hour;
const portion = 2000;

/** Forgets what nobody can ask for any more, so that no table grows with history. @returns how many rows */
export async function prune({ database, now }: Deps): Promise<number> {
  const { rows: tenants } = await database.pool.query<{ id: string }>(listTenants);
  let forgotten = 0;
  for (const { id } of tenants) {
    forgotten += await deleteAll(database, id, deleteOldAnswers, new Date(now().getTime() - keepAnswersFor));
    forgotten += await deleteAll(database, id, deleteEndedSessions, new Date(now().getTime() - keepSessionsFor));
  }
  return forgotten;
}

async function deleteAll(database: Database, tenantId: string, statement: Sql<unknown>, before: Date): Promise<number> {
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'prune' } as const;
  for (let total = 0; ; await wait(20)) {
    const deleted = await transaction(database, context, (tx) => tx.query(statement, [tenantId, before, portion]));
    total += deleted.length;
    if (deleted.length < portion) return total;
  }
}
