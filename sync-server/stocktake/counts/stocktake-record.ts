import type { Stocktake } from '#shared/contract/stocktake.ts';
import type { CountsRow, StocktakeRow } from './queries.ts';

/** A row in the words of the contract, without its numbers. */
export function stocktakeHead(row: StocktakeRow): Omit<Stocktake, 'counts' | 'closing'> {
  return {
    id: row.id,
    branchId: row.branch_id,
    shelfFrom: row.shelf_from,
    shelfTo: row.shelf_to,
    collection: row.collection,
    itemType: row.item_type,
    state: row.state,
    openedAt: row.opened_at,
    openedBy: { kind: row.opened_by_kind, id: row.opened_by },
    closedAt: row.closed_at,
    closedBy: row.closed_by_kind ? { kind: row.closed_by_kind, id: row.closed_by } : null,
  };
}

export function stocktakeRecord(row: StocktakeRow, counted: CountsRow | undefined): Stocktake {
  const { scanned = 0, late = 0, seen = 0, chosen = 0, done = 0, skipped = 0 } = counted ?? {};
  const isClosing = row.state === 'closing' || row.state === 'closed';
  return {
    ...stocktakeHead(row),
    counts: { expected: row.expected, scanned, seen, late },
    closing: isClosing ? { chosen, done, skipped } : null,
  };
}
