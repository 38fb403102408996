import { useStore } from 'zustand';
import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import { useDesk } from '../desk-context.tsx';

/** A count by its id: as the server last said, or as this desk remembers it. */
export function useShownCount(id: string): StocktakeHead | null {
  const { closing, counting, counts } = useDesk().tasks.stocktake;
  const read = useStore(closing.store, ({ stocktake }) => stocktake);
  const joined = useStore(counting.counting, (state) => state.counting?.stocktake);
  const listed = useStore(counts.store, (state) => state.counts.find((count) => count.id === id));
  return [read, joined, listed].find((count) => count?.id === id) ?? null;
}

/** Whether this desk scans into it. */
export function useIsJoined(id: string): boolean {
  const { counting } = useDesk().tasks.stocktake;
  return useStore(counting.counting, (state) => state.counting?.stocktake.id === id);
}
