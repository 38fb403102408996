import type { Desk } from '../desk.ts';
import { inTurn } from '../in-turn.ts';

/** Which shelf is read from now on; what was scanned before is not on it, however long it waits for the disk. */
export function shelfChanges(desk: Pick<Desk, 'queue' | 'place' | 'tasks'>) {
  const { counting } = desk.tasks.stocktake;
  return {
    scanNext: () => inTurn(desk, () => counting.toggleShelfNext()),
    read: (shelf: string) => inTurn(desk, () => counting.readShelf(shelf)),
  };
}
