import type { Desk } from '../desk.ts';
import { inTurn } from '../in-turn.ts';

/** Which shelf is read from now on; what was scanned before is not on it, however long it waits for the disk. */
export function shelfChanges(desk: Pick<Desk, 'queue' | 'place' | 'tasks'>) {
  const { counting } = desk.tasks.stocktake;
  return {
    scanNext: () => inTurn(desk, () => counting.toggleShelfNext()),
    read: (shelf: string) => inTurn(desk, () => counting.readShelf(shelf)),
    /** The hand left the field. Only what was changed there counts, and a label that was scanned meanwhile is newer. */
    left: ({ typed, whileReading }: { typed: string; whileReading: string }) =>
      inTurn(desk, () => {
        const isNewer = counting.shelf.getState().reading !== whileReading;
        if (!isNewer && typed.trim() !== whileReading) counting.readShelf(typed);
      }),
  };
}
