import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import type { SyncCopy } from '#shared/contract/sync.ts';
import { shelfKey, shelfRange } from '#shared/rules/call-number.ts';
import { discrepancyOf } from '#shared/rules/stocktake.ts';
import { stocktakeScope } from '#shared/rules/stocktake-scope.ts';

/** The cache knows how a copy stands, not since when: it is taken to have stood so before the scan. */
const longAgo = new Date(0).toISOString();

type Look = { stocktake: StocktakeHead; copy: SyncCopy | null; shelf: string | null; at: Date };

/** What is wrong with the copy in the hand, by the server's own rule on what this desk's cache knows of it. */
export function judgeScan({ stocktake, copy, shelf, at }: Look): DiscrepancyKind | null {
  return discrepancyOf({
    branchId: stocktake.branchId,
    scope: stocktakeScope(stocktake),
    expected: null,
    seen: { at: at.toISOString(), shelf: shelf ? shelfRange(shelf) : null },
    copy: copy && { ...copy, movedAt: longAgo, shelfKey: shelfKey(copy.shelf) },
    openLoan: copy?.status === 'on_loan' ? { checkedOutAt: longAgo } : null,
    markedMissingAt: null,
  });
}
