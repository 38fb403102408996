import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';
import { transaction } from './transaction.ts';
import { asJob } from './tx-context.ts';

const portion = 2000;

type Outdated = { tenantId: string; statement: Sql<unknown>; before: Date };

/**
 * Deletes what is older, in transactions of a bounded size: one that lasts holds back the feed of every desk.
 * @param outdated the statement takes the tenant, the moment and how many rows at most, and returns those it deleted
 * @returns how many rows
 */
export async function deleteInPortions(database: Database, { tenantId, statement, before }: Outdated): Promise<number> {
  const context = asJob(tenantId, 'prune');
  for (let total = 0; ; await wait(20)) {
    const deleted = await transaction(database, context, (tx) => tx.query(statement, [tenantId, before, portion]));
    total += deleted.length;
    if (deleted.length < portion) return total;
  }
}
