import { byKey } from './call-number.ts';

/** What is remembered while a shelf is read: the last two keys that stood in order, and one that went back behind them. */
export type ShelfReading = { before: string | null; last: string | null; stray: string | null };

export const nothingRead: ShelfReading = { before: null, last: null, stray: null };

/** Who stands wrong: nobody, the copy just scanned, or the one before it. */
export type ShelfOrder = 'in_order' | 'this_out' | 'previous_out';

/**
 * Whether a copy stands in the sequence of its shelf. A single copy among its betters is the stranger, whichever of the
 * two is scanned first; whoever walks back to an earlier shelf begins anew with the second copy there. Keys are
 * {@link shelfKey}'s; a copy without one says nothing.
 */
export function readOn(reading: ShelfReading, key: string): { reading: ShelfReading; order: ShelfOrder } {
  const { before, last, stray } = reading;
  if (key === '') return { reading, order: 'in_order' };
  if (last === null || byKey(key, last) >= 0) return inOrder(last, key);
  if (stray !== null && byKey(key, stray) >= 0) return inOrder(stray, key);
  if (before !== null && byKey(key, before) >= 0) {
    return { reading: { before, last: key, stray: null }, order: 'previous_out' };
  }
  return { reading: { before, last, stray: key }, order: 'this_out' };
}

const inOrder = (before: string | null, last: string) => ({
  reading: { before, last, stray: null },
  order: 'in_order' as const,
});
