import type { Discrepancy } from '#shared/contract/stocktake.ts';
import { shelfKey } from '#shared/rules/call-number.ts';
import { actionsFor, type StocktakeFacts } from '#shared/rules/stocktake.ts';
import { bookLabelOf } from '../../db/labels.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { scopeOfRow } from '../counts/service.ts';
import type { DiscrepancyRow } from './queries.ts';

/** A row in the words of the contract, with what may be done about it. */
export function discrepancyRecord(row: DiscrepancyRow, count: StocktakeRow): Discrepancy {
  const actions = actionsFor(row.kind, factsOf(row, count));
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

/** The facts behind a kind that the database has told: enough to say which actions fit. */
function factsOf(row: DiscrepancyRow, count: StocktakeRow): StocktakeFacts {
  return {
    branchId: count.branch_id,
    scope: scopeOfRow(count),
    expected: null,
    seen: row.seen_at
      ? {
          at: row.seen_at,
          shelf: row.key_from !== null && row.key_to !== null ? { from: row.key_from, to: row.key_to } : null,
        }
      : null,
    copy: row.copy_id
      ? {
          status: row.status,
          homeBranchId: row.home_branch_id,
          currentBranchId: row.current_branch_id,
          movedAt: row.moved_at,
          shelfKey: shelfKey(row.shelf),
        }
      : null,
    openLoan: row.loan_id ? { checkedOutAt: row.checked_out_at } : null,
    markedMissingAt: null,
  };
}
