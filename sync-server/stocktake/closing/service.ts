import type { Closing } from '#shared/contract/stocktake.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { countsOf, type StocktakeRow } from '../counts/queries.ts';
import { beginClosing, keepFindings } from './queries.ts';

/**
 * Closes a count: from here on scans are late, and what was chosen is applied by a job. A count that is closing or
 * closed is left as it is. To be called under the count's lock. @throws Refusal STOCKTAKE_STATE
 */
export async function close(tx: Tx, jobs: JobQueue, count: StocktakeRow, closing: Closing, now: Date): Promise<void> {
  if (count.state === 'abandoned') throw new Refusal('STOCKTAKE_STATE', { facts: { state: count.state } });
  if (count.state !== 'open') return;
  const { tenantId, actor } = tx.context;
  const [kinds, [counted]] = await Promise.all([
    chooseActions(tx, count, closing, { late: false, now }),
    tx.query(countsOf, [tenantId, count.id]),
  ]);
  const found = kinds.reduce((sum, row) => sum + (row.kind ? row.count : 0), 0);
  const missing = kinds.find((row) => row.kind === 'missing')?.count ?? 0;
  const compared = (counted?.scanned ?? 0) + missing;
  tx.send(beginClosing, [tenantId, count.id, actor.kind, actor.id, compared, compared - found]);
  const facts = {
    compared,
    agreeing: compared - found,
    kinds: Object.fromEntries(kinds.map((row) => [row.kind, row.count])),
  };
  recordEvent(tx, { action: 'stocktake.closing', entity: 'stocktake', entityId: count.id, at: now, facts });
  await applyLater(tx, jobs, count);
}

/** What came in after the count was closed. To be called under the count's lock. @throws Refusal STOCKTAKE_STATE */
export async function settleLate(
  tx: Tx,
  jobs: JobQueue,
  count: StocktakeRow,
  closing: Closing,
  now: Date,
): Promise<void> {
  if (count.state !== 'closed') throw new Refusal('STOCKTAKE_STATE', { facts: { state: count.state } });
  await chooseActions(tx, count, closing, { late: true, now });
  recordEvent(tx, { action: 'stocktake.late_scans_settled', entity: 'stocktake', entityId: count.id, at: now });
  await applyLater(tx, jobs, count);
}

function chooseActions(tx: Tx, count: StocktakeRow, closing: Closing, { late, now }: { late: boolean; now: Date }) {
  // A barcode or a kind that was named twice is judged by its last word.
  const chosen = [...new Map(closing.actions.map((row) => [row.barcode, row])).values()];
  const kinds = [...new Map(closing.kinds.map((row) => [row.kind, row])).values()];
  const { tenantId } = tx.context;
  return tx.query(keepFindings(late ? 'late' : 'all'), [
    tenantId,
    count.id,
    json(chosen),
    closing.applyProposed,
    late,
    now,
    json(kinds),
  ]);
}

/** Whoever closes the count is who changed the copies, whichever server applies it. */
async function applyLater(tx: Tx, jobs: JobQueue, { id: stocktakeId }: StocktakeRow): Promise<void> {
  const { tenantId, actor, requestId } = tx.context;
  await jobs.later(tx, 'apply-stocktake', { tenantId, stocktakeId, actor, requestId });
}
