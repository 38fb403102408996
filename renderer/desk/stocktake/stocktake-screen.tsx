import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDesk } from '../desk-context.tsx';
import { CountPage } from './count-page.tsx';
import { CountsPage } from './counts-page.tsx';
import './stocktake.css';
import './scan-panel.css';
import './differences.css';
import './report.css';

/** All counts of the branch, or the one that is counted, reconciled or read about. */
export function StocktakeScreen() {
  const { stocktake } = useDesk().tasks;
  const { place } = useStore(stocktake.place);
  const joined = useStore(stocktake.counting.counting, ({ counting }) => counting?.stocktake.id);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where the desk begins to count along, its shelves are shown
  useEffect(() => stocktake.arrive(), [stocktake, joined]);

  return place.id === null ? <CountsPage /> : <CountPage key={place.id} id={place.id} part={place.part} />;
}
