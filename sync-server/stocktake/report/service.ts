import type { AccuracyRow, DiscrepancyKind, Finding, StocktakeReport } from '#shared/contract/stocktake.ts';
import { accuracyOf } from '#shared/rules/stocktake.ts';
import type { Tx } from '../../db/transaction.ts';
import { pageOf, type Window } from '../../http/lists.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { withCounts } from '../counts/service.ts';
import { accuracyRows, countFindings, type FindingRow, listFindings, scannersOf } from './queries.ts';

type Choice = Window & { kind?: DiscrepancyKind | undefined; late?: boolean | undefined };

/** What was counted, found, missing and changed, and by whom. */
export async function report(tx: Tx, count: StocktakeRow, { kind, late, ...window }: Choice): Promise<StocktakeReport> {
  const values = [tx.context.tenantId, count.id, kind, late];
  const [stocktake, rows, kinds, people] = await Promise.all([
    withCounts(tx, count),
    tx.query(listFindings, [...values, window.limit, window.offset]),
    tx.query(countFindings, values),
    tx.query(scannersOf, values.slice(0, 2)),
  ]);
  const total = kinds.reduce((sum, row) => sum + row.count, 0);
  return {
    ...pageOf(rows.map(findingRecord), total, window),
    stocktake,
    kinds,
    people: people.map((row) => ({
      staffId: row.staff_id,
      name: row.name,
      deskId: row.desk_id,
      deskName: row.desk_name,
      scanned: row.scanned,
      firstAt: row.first_at,
      lastAt: row.last_at,
    })),
  };
}

const sentences: Record<string, string> = {
  settled: 'Left alone: it was lent, returned, moved or seen before this could be done.',
  unfit: 'Left alone: what was chosen does not fit how the copy stands now.',
};

function findingRecord(row: FindingRow): Finding {
  return {
    barcode: row.barcode,
    title: row.title,
    shelf: row.shelf,
    kind: row.kind,
    late: row.late,
    action: row.action,
    state: row.state,
    sentence: row.reason ? (sentences[row.reason] ?? row.reason) : null,
    next: row.next,
    decidedAt: row.decided_at,
    seenAt: row.seen_at,
    seenOn: row.seen_shelf,
  };
}

/** A chart shows no more. */
const mostCounts = 500;

/** How well the system agreed with the shelves, count after count, the oldest first. */
export async function accuracy(tx: Tx, branchId: string | undefined): Promise<{ data: AccuracyRow[] }> {
  const rows = await tx.query(accuracyRows, [tx.context.tenantId, branchId, mostCounts]);
  return {
    data: rows.map((row) => ({
      stocktakeId: row.id,
      branchId: row.branch_id,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      compared: row.compared,
      agreeing: row.agreeing,
      accuracy: accuracyOf(row.agreeing, row.compared),
    })),
  };
}
