import { setTimeout as wait } from 'node:timers/promises';
import { recordEvent } from '../../audit/record-event.ts';
import type { Database } from '../../db/database.ts';
import { reading, type Tx, type TxContext, transaction } from '../../db/transaction.ts';
import { findStocktake, type StocktakeRow } from '../counts/queries.ts';
import { applyBatch } from './apply-batch.ts';
import { applyOne } from './apply-one.ts';
import { endClosing, readPending } from './queries.ts';

export type ClosingTask = Pick<TxContext, 'tenantId' | 'actor' | 'requestId'> & { stocktakeId: string };
type Deps = { database: Database; now: () => Date };
type Pace = { signal?: AbortSignal | undefined; batchSize?: number };

/** Some 30 ms of work: a write transaction that lasts holds back the feed of every desk. */
const usualBatch = 250;
const othersLookedAfterMs = 50;

/**
 * Applies what was chosen for a count until nothing is left, then closes it. Each step is settled in the transaction that
 * does it: whatever stops this, another run goes on, and two at once share the work.
 * @throws when the database is away or `signal` says stop: the job is then to be run again
 */
export async function runClosing(
  { database, now }: Deps,
  { tenantId, actor, requestId, stocktakeId }: ClosingTask,
  { signal, batchSize = usualBatch }: Pace = {},
): Promise<void> {
  const context: TxContext = { tenantId, actor, requestId, cause: { stocktakeId } };
  const inOne = <Answer>(work: (tx: Tx) => Promise<Answer>) => transaction(database, context, work);
  const count = await reading(
    database,
    context,
    async (tx) => (await tx.query(findStocktake, [tenantId, stocktakeId]))[0],
  );
  if (!count || count.state === 'open' || count.state === 'abandoned') return;
  for (;;) {
    signal?.throwIfAborted();
    const { taken, left } = await inOne((tx) => applyBatch(tx, count, { size: batchSize, now: now() }));
    for (const finding of left) {
      signal?.throwIfAborted();
      await inOne((tx) => applyOne(tx, count, finding, now()));
    }
    if (taken > 0) continue;
    if (await inOne((tx) => end(tx, count, now()))) return;
    await wait(othersLookedAfterMs);
  }
}

/** False while another server works on a finding: it may die, and then nobody else would know of the rest. */
async function end(tx: Tx, count: StocktakeRow, now: Date): Promise<boolean> {
  const ofCount = [tx.context.tenantId, count.id];
  const [[left], [ended]] = await Promise.all([
    tx.query(readPending, ofCount),
    tx.query(endClosing, [...ofCount, now]),
  ]);
  if (ended) recordEvent(tx, { action: 'stocktake.closed', entity: 'stocktake', entityId: count.id, at: now });
  return !left?.pending;
}
