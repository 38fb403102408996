import type { StocktakeAction } from '#shared/contract/stocktake.ts';
import { decideAction } from '#shared/rules/stocktake.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { changeCopies, type Decided } from './change-copies.ts';
import { factsOf } from './facts.ts';
import { type FactsRow, factsOfFindings, lockCopies, type PendingRow, settleFindings, takePending } from './queries.ts';
import { done, type Settled, skipped } from './settled.ts';

/** What one statement does for many copies at once; all else goes through a copy's own transaction. */
const inOneStatement: readonly StocktakeAction[] = [
  'mark_missing',
  'correct_shelf',
  'reinstate',
  'reshelve',
  'take_off',
  'ignore',
];

/**
 * Settles the next pending findings of a count in one transaction, as far as one statement for all can.
 * @returns those left for transactions of their own: copies to be returned, and copies in somebody's hand just now;
 *   none at all where nothing is pending any more
 */
export async function applyBatch(
  tx: Tx,
  count: StocktakeRow,
  { size, now }: { size: number; now: Date },
): Promise<{ taken: number; left: PendingRow[] }> {
  const { tenantId } = tx.context;
  const pending = await tx.query(takePending, [tenantId, count.id, size]);
  const barcodes = pending.map(({ barcode }) => barcode);
  const [locked, rows] = await Promise.all([
    tx.query(lockCopies, [tenantId, barcodes]),
    tx.query(factsOfFindings, [tenantId, count.id, barcodes]),
  ]);
  const inHand = new Set(locked.map(({ barcode }) => barcode));
  const mine = rows.filter((row) => pending.some(({ barcode, late }) => barcode === row.barcode && late === row.late));
  const settled: Settled[] = [];
  const decided: Decided[] = [];
  const left: PendingRow[] = [];
  for (const row of mine) {
    const decision = decideAction(factsOf(row, count), row.chosen);
    if (row.copy_id && !inHand.has(row.barcode)) left.push(row);
    else if (decision.kind === 'skip') settled.push(skipped(row, decision.reason, now));
    else if (!inOneStatement.includes(decision.action) || isPromised(row, decision.action)) left.push(row);
    else decided.push({ row, decision });
  }
  changeCopies(tx, count, decided, now);
  settled.push(...decided.map(({ row, decision }) => done(row, decision, now)));
  if (settled.length > 0) tx.send(settleFindings, [tenantId, count.id, json(settled)]);
  return { taken: pending.length, left };
}

/** A missing copy that was asked for elsewhere: its journey ends with it. */
const isPromised = ({ transfer_id }: FactsRow, action: StocktakeAction) =>
  action === 'mark_missing' && transfer_id !== null;
