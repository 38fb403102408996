import { shelfKey, shelfRange } from '../call-number.ts';
import type { StocktakeFacts } from '../stocktake.ts';

export const counted = 'branch-main';
export const harbour = 'branch-harbour';

type Given = Partial<Omit<StocktakeFacts, 'copy' | 'seen' | 'scope'>> & {
  copy?: (Partial<Omit<NonNullable<StocktakeFacts['copy']>, 'shelfKey'>> & { shelf?: string }) | null;
  /** When and on which shelf; null for a copy that nobody scanned. */
  seen?: { at?: string; shelf?: string } | null;
  scope?: string;
};

/** A copy that was expected at ten, seen at eleven, and has stood on its shelf since yesterday, unless said otherwise. */
export function stocktakeFacts({ copy = {}, seen = {}, scope, ...rest }: Given = {}): StocktakeFacts {
  const { shelf = '813.54 SAL', ...state } = copy ?? {};
  return {
    branchId: counted,
    scope: scope ? shelfRange(scope) : null,
    expected: { movedAt: '2026-03-09T10:00:00Z', isReshelved: false },
    seen: seen ? { at: seen.at ?? '2026-03-10T11:00:00Z', shelf: seen.shelf ? shelfRange(seen.shelf) : null } : null,
    copy: copy
      ? {
          status: 'available',
          homeBranchId: counted,
          currentBranchId: counted,
          movedAt: '2026-03-09T10:00:00Z',
          shelfKey: shelfKey(shelf),
          ...state,
        }
      : null,
    openLoan: null,
    markedMissingAt: null,
    ...rest,
  };
}
