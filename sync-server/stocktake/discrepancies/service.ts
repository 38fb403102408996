import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { discrepancyRecord } from './discrepancy-record.ts';
import { countKinds, discrepancyFields, listDiscrepancies, nextDiscrepancies } from './queries.ts';

type Choice = Window & {
  sort?: string | undefined;
  kind?: DiscrepancyKind | undefined;
  late?: boolean | undefined;
};

/** One page of what differs, and how much of each kind there is. */
export async function findDiscrepancies(tx: Tx, count: StocktakeRow, choice: Choice) {
  const { kind, late, limit, offset } = choice;
  const { field, descending } = orderOf(choice.sort, discrepancyFields) ?? { field: 'shelf', descending: false };
  const { tenantId } = tx.context;
  const [rows, kinds] = await Promise.all([
    tx.query(listDiscrepancies(field, descending), [tenantId, count.id, kind, late, limit, offset]),
    tx.query(countKinds, [tenantId, count.id]),
  ]);
  const total = kinds.filter((row) => kind === undefined || row.kind === kind).reduce((sum, row) => sum + row.count, 0);
  const records = rows.map((row) => discrepancyRecord(row, count));
  return { ...pageOf(records, total, choice), kinds };
}

type Reading = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;

/** Some 200 ms of the database's work, of which the larger part is the same for a page of ten. */
const usualRows = 5000;

/** All of them in the order of the shelves, as lines; a page at a time, so that neither end holds 60,000. */
export async function* discrepancyLines(read: Reading, count: StocktakeRow): AsyncGenerator<string, void> {
  let [shelf, barcode] = ['', ''];
  let sent = 0;
  for (let isMore = true; isMore; ) {
    const after = [count.id, shelf, barcode];
    const rows = await read((tx) => tx.query(nextDiscrepancies, [tx.context.tenantId, ...after, usualRows]));
    const records = rows.map((row) => discrepancyRecord(row, count));
    if (records.length > 0) yield records.map((record) => `${JSON.stringify({ discrepancy: record })}\n`).join('');
    sent += records.length;
    [shelf, barcode] = [records.at(-1)?.shelfKey ?? shelf, records.at(-1)?.barcode ?? barcode];
    isMore = records.length === usualRows;
  }
  yield `${JSON.stringify({ end: true, count: sent })}\n`;
}
