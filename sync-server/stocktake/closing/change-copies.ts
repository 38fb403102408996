import type { StocktakeAction } from '#shared/contract/stocktake.ts';
import type { ActionDecision } from '#shared/rules/stocktake.ts';
import { type ChangeEvent, recordEvents } from '../../audit/record-event.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { correctShelves, type FactsRow, markMissing, reinstate } from './queries.ts';

export type Decided = { row: FactsRow; decision: Extract<ActionDecision, { kind: 'apply' }> };

/** Writes what was decided of copies that are locked, however many; each change has its event. */
export function changeCopies(tx: Tx, count: StocktakeRow, decided: readonly Decided[], now: Date): void {
  const { tenantId } = tx.context;
  const having = (action: StocktakeAction) => decided.filter(({ decision }) => decision.action === action);
  const idsOf = (rows: readonly Decided[]) => rows.map(({ row }) => row.copy_id);
  const [missing, back, corrected] = [having('mark_missing'), having('reinstate'), having('correct_shelf')];
  if (missing.length > 0) tx.send(markMissing, [tenantId, idsOf(missing), now]);
  if (back.length > 0) tx.send(reinstate, [tenantId, idsOf(back), now, count.branch_id]);
  if (corrected.length > 0) {
    const shelves = corrected.map(({ row }) => ({ id: row.copy_id, shelf: row.seen_shelf }));
    tx.send(correctShelves, [tenantId, json(shelves), now]);
  }
  recordEvents(tx, [
    ...missing.map((each) => changed(each.row, now, 'mark_missing', { status: 'missing' })),
    ...back.map((each) => changed(each.row, now, 'reinstate', { status: 'available' })),
    ...corrected.map((each) => changed(each.row, now, null, { shelf: each.row.seen_shelf })),
  ]);
}

function changed(row: FactsRow, at: Date, move: string | null, changes: Record<string, unknown>): ChangeEvent {
  if (!row.copy_id) throw new Error('There is no copy to change.');
  const facts = { from: row.status, ...(move ? { move } : {}), changed: changes };
  return { action: 'copy.changed', entity: 'copy', entityId: row.copy_id, at, facts };
}
