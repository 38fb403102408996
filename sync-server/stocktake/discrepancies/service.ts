import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { discrepancyRecord } from './discrepancy-record.ts';
import {
  countFound,
  countKinds,
  discrepancyFields,
  listDiscrepancies,
  nextDiscrepancies,
  type Wanted,
} from './queries.ts';

type Choice = Window & {
  query?: string | undefined;
  sort?: string | undefined;
  kind?: DiscrepancyKind | undefined;
  late?: boolean | undefined;
};

/** Of a count that is over, what came late: the rest was settled when it was closed. */
const wantedOf = ({ state }: StocktakeRow): Wanted => (state === 'open' ? 'all' : 'late');

/** One page of what differs, and how much of each kind there is. */
export async function findDiscrepancies(tx: Tx, count: StocktakeRow, choice: Choice) {
  const { kind, late, limit, offset, query } = choice;
  const order = orderOf(choice.sort, discrepancyFields) ?? ({ field: 'shelf', descending: false } as const);
  const { tenantId } = tx.context;
  const wanted = wantedOf(count);
  const chosen = [tenantId, count.id, kind, late];
  const [rows, kinds, [found]] = await Promise.all([
    tx.query(listDiscrepancies(wanted, order, Boolean(query)), [...chosen, limit, offset, ...(query ? [query] : [])]),
    tx.query(countKinds(wanted), [tenantId, count.id]),
    query ? tx.query(countFound(wanted), [...chosen, query]) : [],
  ]);
  const ofKind = kinds.filter((row) => kind === undefined || row.kind === kind);
  const total = found?.count ?? ofKind.reduce((sum, row) => sum + row.count, 0);
  const records = rows.map((row) => discrepancyRecord(row, count));
  return { ...pageOf(records, total, choice), kinds };
}

type Reading = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;

/** Some 200 ms of the database's work, of which the larger part is the same for a page of ten. */
const usualRows = 5000;

/** All of them in the order of the shelves, as lines; a page at a time, so that neither end holds 60,000. */
export async function* discrepancyLines(read: Reading, count: StocktakeRow): AsyncGenerator<string, void> {
  const wanted = wantedOf(count);
  let [shelf, barcode] = ['', ''];
  let sent = 0;
  for (let isMore = true; isMore; ) {
    const after = [count.id, shelf, barcode];
    const rows = await read((tx) => tx.query(nextDiscrepancies(wanted), [tx.context.tenantId, ...after, usualRows]));
    const records = rows.map((row) => discrepancyRecord(row, count));
    if (records.length > 0) yield records.map((record) => `${JSON.stringify({ discrepancy: record })}\n`).join('');
    sent += records.length;
    [shelf, barcode] = [records.at(-1)?.shelfKey ?? shelf, records.at(-1)?.barcode ?? barcode];
    isMore = records.length === usualRows;
  }
  yield `${JSON.stringify({ end: true, count: sent })}\n`;
}
