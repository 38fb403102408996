import type { Discrepancy } from '#shared/contract/stocktake.ts';
import { actionsFor } from '#shared/rules/stocktake.ts';
import { bookLabelOf } from '../../db/labels.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import type { DiscrepancyRow } from './queries.ts';
import { factsOfSighting } from './row-facts.ts';

/** A row in the words of the contract, with what may be done about it. */
export function discrepancyRecord(row: DiscrepancyRow, count: StocktakeRow): Discrepancy {
  const actions = actionsFor(row.kind, factsOfSighting(row, count));
  return {
    barcode: row.barcode,
    kind: row.kind,
    proposed: actions[0] ?? 'ignore',
    actions,
    shelfKey: row.sort_key,
    ...(row.copy_id ? { copy: copyOf(row, row.copy_id) } : {}),
    seen: row.seen_at
      ? {
          at: row.seen_at,
          receivedAt: row.received_at,
          shelf: row.seen_shelf,
          deskId: row.desk_id,
          staffId: row.staff_id,
          late: row.late,
        }
      : null,
    loan: row.loan_id ? { id: row.loan_id, checkedOutAt: row.checked_out_at, dueAt: row.due_at } : null,
  };
}

function copyOf(row: DiscrepancyRow, id: string): NonNullable<Discrepancy['copy']> {
  return {
    id,
    status: row.status,
    shelf: row.shelf,
    itemType: row.item_type,
    condition: row.condition,
    homeBranchId: row.home_branch_id,
    currentBranchId: row.current_branch_id,
    movedAt: row.moved_at,
    book: bookLabelOf(row),
  };
}
