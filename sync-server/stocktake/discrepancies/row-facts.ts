import { shelfKey } from '#shared/rules/call-number.ts';
import type { StocktakeFacts } from '#shared/rules/stocktake.ts';
import type { StocktakeRow } from '../counts/queries.ts';
import { scopeOfRow } from '../counts/service.ts';
import type { SightingRow } from './queries.ts';

/** What was seen, and how the copy stands, in the rule's words; nothing is said of what was expected. */
export function factsOfSighting(row: SightingRow, count: StocktakeRow): StocktakeFacts {
  const { key_from: from, key_to: to } = row;
  return {
    branchId: count.branch_id,
    scope: scopeOfRow(count),
    expected: null,
    seen: row.seen_at ? { at: row.seen_at, shelf: from !== null && to !== null ? { from, to } : null } : null,
    copy: row.copy_id
      ? {
          status: row.status,
          homeBranchId: row.home_branch_id,
          currentBranchId: row.current_branch_id,
          movedAt: row.moved_at,
          shelfKey: shelfKey(row.shelf),
        }
      : null,
    openLoan: row.checked_out_at ? { checkedOutAt: row.checked_out_at } : null,
    markedMissingAt: null,
  };
}
