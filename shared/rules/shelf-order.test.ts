import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byKey, shelfKey } from './call-number.ts';
import { nothingRead, readOn, type ShelfOrder } from './shelf-order.ts';

function orders(shelves: string[]): ShelfOrder[] {
  let reading = nothingRead;
  return shelves.map((shelf) => {
    const read = readOn(reading, shelfKey(shelf));
    reading = read.reading;
    return read.order;
  });
}

/** Whoever is said to stand wrong: the copy just scanned, or the one before it. */
function strangersOf(shelves: string[]): number[] {
  const places = orders(shelves).map(
    (order, place) => ({ in_order: -1, this_out: place, previous_out: place - 1 })[order],
  );
  return places.filter((place) => place >= 0);
}
const strangers = (...shelves: string[]) => strangersOf(shelves).map((place) => shelves[place]);

const shelf = ['813.52 FIT', '813.54 MOR', '813.54 SAL', '821 BLA', '823.8 AUS'];

describe('reading a shelf', () => {
  test('that stands in order says nothing', () => {
    expect(orders(shelf)).toEqual(Array(5).fill('in_order'));
  });

  test('finds the copy that stands too far back', () => {
    expect(orders(['813.52 FIT', '813.54 MOR', '500 HAW', '813.54 SAL'])).toEqual([
      'in_order',
      'in_order',
      'this_out',
      'in_order',
    ]);
  });

  test('finds the copy that stands too far forward when the next one is scanned', () => {
    expect(orders(['813.52 FIT', '940 SHI', '813.54 MOR', '813.54 SAL'])).toEqual([
      'in_order',
      'in_order',
      'previous_out',
      'in_order',
    ]);
  });

  test('two copies of one call number are in order', () => {
    expect(orders(['813.54 SAL', '813.54 SAL'])).toEqual(['in_order', 'in_order']);
  });

  test('names the one that stands too early or too late, decimals and volumes included', () => {
    expect(strangers('813 AUS', '813 AUS', '813.5 FAU', '813.54 SAL v.2', '813.54 SAL v.10')).toEqual([]);
    expect(strangers('813 AUS', '820 SHA', '813.5 FAU', '813.54 SAL')).toEqual(['820 SHA']);
    expect(strangers('813.5 FAU', '813.54 SAL', '813 AUS', '820 SHA')).toEqual(['813 AUS']);
  });

  test('begins anew where somebody walks back to an earlier shelf', () => {
    expect(orders([...shelf, '500 HAW', '510 EUC', '520 SAG'])).toEqual([
      ...Array(5).fill('in_order'),
      'this_out',
      'in_order',
      'in_order',
    ]);
  });

  test('a copy without a call number is passed over', () => {
    expect(orders(['813.52 FIT', '', '813.54 MOR'])).toEqual(Array(3).fill('in_order'));
  });

  test('any shelf in its order is in order; with one stranger, one copy is said to stand wrong', () => {
    const key = fc.integer({ min: 100, max: 999 }).map(String);
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 6, maxLength: 30 }), fc.nat(), (keys, where) => {
        const sorted = keys.toSorted((a, b) => byKey(shelfKey(a), shelfKey(b)));
        expect(orders(sorted)).toEqual(sorted.map(() => 'in_order'));
        const [first, ...others] = sorted;
        const place = 3 + (where % (others.length - 2));
        const withStranger = [...others.slice(0, place), String(first), ...others.slice(place)];
        expect(orders(withStranger).filter((order) => order !== 'in_order')).toEqual(['this_out']);
      }),
    );
  });

  test('with one put in anywhere but at the front, at most one is taken out, and what is left is in order', () => {
    const keys = fc.array(fc.integer({ min: 100, max: 999 }).map(String), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.nat(), fc.integer({ min: 100, max: 999 }), (marks, where, mark) => {
        const read = marks.toSorted();
        read.splice(1 + (where % read.length), 0, String(mark));
        const out = strangersOf(read);
        const left = read.filter((_, place) => !out.includes(place));
        expect(out.length).toBeLessThanOrEqual(1);
        expect(left).toEqual(left.toSorted());
      }),
    );
  });
});
