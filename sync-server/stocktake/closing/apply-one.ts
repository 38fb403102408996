import type { StocktakeAction } from '#shared/contract/stocktake.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';
import { decideAction, shelfFollows } from '#shared/rules/stocktake.ts';
import { receiveCopy, returnCopy } from '../../circulation/returns/service.ts';
import { lockForReturn } from '../../db/locks.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { callOff } from '../../transfers/by-hand.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { changeCopies, type Decided } from './change-copies.ts';
import { factsOf } from './facts.ts';
import { type FactsRow, factsOfFindings, type PendingRow, settleFindings, takeOne } from './queries.ts';
import { done, type Settled, skipped } from './settled.ts';

/** Settles one finding in its own transaction: its copy goes through the rules of returns and transfers. */
export async function applyOne(tx: Tx, count: StocktakeRow, finding: PendingRow, now: Date): Promise<void> {
  const { tenantId } = tx.context;
  const { barcode, late } = finding;
  const [[mine], , rows] = await Promise.all([
    tx.query(takeOne, [tenantId, count.id, barcode, late]),
    tx.query(lockForReturn, [tenantId, barcode, now]),
    tx.query(factsOfFindings, [tenantId, count.id, [barcode]]),
  ]);
  const row = rows.find((each) => each.late === late);
  if (!mine || !row) return;
  const decision = decideAction(factsOf(row, count), row.chosen);
  if (decision.kind === 'skip') return settle(tx, count, skipped(row, decision.reason, now));
  const next = await carryOut(tx, count, { row, decision }, now);
  if (next === 'shelve' && shelfFollows(factsOf(row, count))) {
    changeCopies(tx, count, [{ row, decision: { ...decision, action: 'correct_shelf' } }], now);
  }
  settle(tx, count, { ...done(row, decision, now), next });
}

function settle(tx: Tx, count: StocktakeRow, settled: Settled): void {
  tx.send(settleFindings, [tx.context.tenantId, count.id, json([settled])]);
}

/** @returns what is still to be done with the copy, which stands on the shelf */
async function carryOut(tx: Tx, count: StocktakeRow, decided: Decided, now: Date): Promise<NextStep | null> {
  const { row, decision } = decided;
  const arrival = { barcode: row.barcode, branchId: count.branch_id };
  if (throughReturn.includes(decision.action)) {
    return (await returnCopy(tx, { ...arrival, ...observed(row) }, now)).next;
  }
  if (decision.action === 'receive') return (await receiveCopy(tx, arrival, now)).next;
  if (decision.action === 'mark_missing' && row.transfer_id) {
    await callOff(tx, { transferId: row.transfer_id, copyMissing: true, now });
  } else changeCopies(tx, count, [decided], now);
  return null;
}

/** Found, elsewhere or on loan: the copy is here, and the rules of a return say what follows. */
const throughReturn: readonly StocktakeAction[] = ['return', 'mark_found', 'send_home', 'record_here'];

/**
 * Nobody is fined for the days of a count: a loan ends when its copy was seen. A copy without a loan was judged by the
 * count's own rule already, which knows more than a return about what is old news.
 */
function observed({ checked_out_at, seen_at }: FactsRow): { observedAt?: string } {
  return checked_out_at !== null && seen_at !== null && new Date(seen_at) >= new Date(checked_out_at)
    ? { observedAt: seen_at }
    : {};
}
