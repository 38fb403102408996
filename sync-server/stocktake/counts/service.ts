import { v7 as uuidv7 } from 'uuid';
import type { NewStocktake, ShelfProgress, Stocktake, StocktakeState } from '#shared/contract/stocktake.ts';
import { type ShelfRange, shelfKeyRule } from '#shared/rules/call-number.ts';
import { stocktakeScope } from '#shared/rules/stocktake-scope.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { requireBranches } from '../../branches/service.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import {
  abandonStocktake,
  countStocktakes,
  countsOf,
  findStocktake,
  listStocktakes,
  lockStocktake,
  openStocktake,
  progressOf,
  type StocktakeRow,
  stocktakeFields,
} from './queries.ts';
import { stocktakeHead, stocktakeRecord } from './stocktake-record.ts';

/** Opens a count with its snapshot; the shelves of the branch have their keys. @throws Refusal */
export async function open(tx: Tx, order: NewStocktake, now: Date): Promise<Stocktake> {
  await requireBranches(tx, [order.branchId]);
  const { tenantId, actor } = tx.context;
  const { branchId, shelfFrom, shelfTo, collection, itemType } = order;
  const scope = scopeOf(order);
  const id = uuidv7();
  const values = [tenantId, id, branchId, shelfFrom, shelfTo, collection, itemType, scope?.from, scope?.to];
  const [row] = await tx.query(openStocktake, [...values, now, actor.kind, actor.id, shelfKeyRule]);
  if (!row) throw new Error('A stocktake was inserted and did not come back.');
  const facts = { branchId, shelfFrom, shelfTo, collection, itemType, expected: row.expected };
  recordEvent(tx, { action: 'stocktake.opened', entity: 'stocktake', entityId: id, at: now, facts });
  return stocktakeRecord(row, undefined);
}

/** A count as the database has it: what every service of this module works on. */
export type Count = StocktakeRow;

/** @throws Refusal VALIDATION_FAILED where the range and the collection have nothing in common */
export function scopeOf(order: NewStocktake): ShelfRange | null {
  const scope = stocktakeScope(order);
  if (!scope || scope.from < scope.to) return scope;
  const message = 'must not stand behind shelfTo';
  throw new Refusal('VALIDATION_FAILED', {
    detail: 'There are no such shelves: the first stands behind the last.',
    errors: [{ path: 'body.shelfFrom', message }],
  });
}

/** The shelves that are counted; null for all of them. */
export const scopeOfRow = ({ key_from: from, key_to: to }: Pick<StocktakeRow, 'key_from' | 'key_to'>) =>
  from === null && to === null ? null : ({ from: from ?? '', to: to ?? '\u{ffff}' } satisfies ShelfRange);

/** @throws Refusal STOCKTAKE_NOT_FOUND */
export async function stocktakeRow(tx: Tx, id: string): Promise<StocktakeRow> {
  const [row] = await tx.query(findStocktake, [tx.context.tenantId, id]);
  if (!row) throw new Refusal('STOCKTAKE_NOT_FOUND');
  return row;
}

/** How a count is getting on. */
export async function withCounts(tx: Tx, row: StocktakeRow): Promise<Stocktake> {
  const [counted] = await tx.query(countsOf, [tx.context.tenantId, row.id]);
  return stocktakeRecord(row, counted);
}

export async function progress(tx: Tx, row: StocktakeRow): Promise<{ data: ShelfProgress[] }> {
  const rows = await tx.query(progressOf, [tx.context.tenantId, row.id, row.branch_id]);
  return { data: rows.map(({ shelf_key: shelfKey, ...rest }) => ({ ...rest, shelfKey })) };
}

type Choice = Window & {
  sort?: string | undefined;
  query?: string | undefined;
  branchId?: string | undefined;
  state?: StocktakeState | undefined;
};

/** Counts, the newest first; `query` keeps those of such shelves. @param reach the branches that the caller answers for; undefined for all */
export async function findStocktakes(tx: Tx, query: Choice, reach: readonly string[] | undefined) {
  const { field, descending } = orderOf(query.sort, stocktakeFields) ?? { field: 'openedAt', descending: true };
  const values = [tx.context.tenantId, query.branchId, query.state, reach, query.query ?? ''];
  const [rows, [counted]] = await Promise.all([
    tx.query(listStocktakes(field, descending), [...values, query.limit, query.offset]),
    tx.query(countStocktakes, values),
  ]);
  return pageOf(rows.map(stocktakeHead), counted?.count ?? 0, query);
}

/** Locks a count, so that its state is what it was judged by. @throws Refusal STOCKTAKE_NOT_FOUND */
export async function lockedStocktake(tx: Tx, id: string): Promise<StocktakeRow> {
  const [row] = await tx.query(lockStocktake, [tx.context.tenantId, id]);
  if (!row) throw new Refusal('STOCKTAKE_NOT_FOUND');
  return row;
}

/** Gives a count up: no copy has been changed, and none will be. @throws Refusal STOCKTAKE_STATE */
export async function abandon(tx: Tx, row: StocktakeRow, now: Date): Promise<StocktakeRow> {
  if (row.state === 'abandoned') return row;
  if (row.state !== 'open') throw new Refusal('STOCKTAKE_STATE', { facts: { state: row.state } });
  const { tenantId, actor } = tx.context;
  tx.send(abandonStocktake, [tenantId, row.id, now, actor.kind, actor.id]);
  recordEvent(tx, { action: 'stocktake.abandoned', entity: 'stocktake', entityId: row.id, at: now });
  return { ...row, state: 'abandoned', closed_at: now.toISOString(), closed_by_kind: actor.kind, closed_by: actor.id };
}
