import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shelfKey } from './call-number.ts';
import { outOfOrder } from './call-number-order.ts';

const misplaced = (...shelf: string[]) => outOfOrder(shelf.map(shelfKey)).map((place) => shelf[place]);

describe('reading along a shelf', () => {
  test('finds nothing to move where all is in order, also where two stand on the same mark', () => {
    expect(misplaced('813 AUS', '813 AUS', '813.5 FAU', '813.54 SAL v.2', '813.54 SAL v.10')).toEqual([]);
  });
  test('finds the one that stands too early', () => {
    expect(misplaced('813 AUS', '820 SHA', '813.5 FAU', '813.54 SAL')).toEqual(['820 SHA']);
  });
  test('finds the one that stands too late', () => {
    expect(misplaced('813.5 FAU', '813.54 SAL', '813 AUS', '820 SHA')).toEqual(['813 AUS']);
  });

  test('what is left when they are taken out is in order, and no more are taken than were put in anywhere', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 99 }).map(String), { maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.array(fc.tuple(fc.nat(), fc.nat(99)), { maxLength: 5 }), (sortable, strays) => {
        const shelf = sortable.map((mark) => shelfKey(mark)).sort();
        for (const [place, mark] of strays) shelf.splice(place % (shelf.length + 1), 0, shelfKey(String(mark)));
        const moved = outOfOrder(shelf);
        const left = shelf.filter((_, place) => !moved.includes(place));
        expect(left).toEqual(left.toSorted());
        expect(moved.length).toBeLessThanOrEqual(strays.length);
      }),
    );
  });
});
