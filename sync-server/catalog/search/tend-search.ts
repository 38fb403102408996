import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { type Tx, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { countMoreWords, refreshPopularities } from './upkeep.ts';

type Deps = { database: Database; now: () => Date };

const year = 365 * 86_400_000;

/**
 * Counts the words that imports left uncounted, and brings the popularity of one library's books up to a year's loans.
 * In portions, with a breath between them: a write transaction that lasts holds back the feed of every desk.
 */
export async function tendSearch({ database, now }: Deps, tenantId: string): Promise<void> {
  const context = asJob(tenantId, 'tend-search');
  const untilDone = async (portion: (tx: Tx) => Promise<boolean>) => {
    while (await transaction(database, context, portion)) await wait(20);
  };
  await untilDone(countMoreWords);
  const since = new Date(now().getTime() - year);
  await untilDone((tx) => refreshPopularities(tx, since));
}
