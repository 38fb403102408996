import { type DemoBook, libraryBarcode } from './books.ts';
import type { Random } from './random.ts';

export type DemoCopy = {
  /** Index into the books. */
  book: number;
  barcode: string;
  /** Index into the branches: the first has most of the shelves. */
  branch: number;
  shelf: string;
  itemType: 'regular' | 'new_release' | 'reference';
  status: 'available' | 'maintenance' | 'missing' | 'lost' | 'withdrawn';
};

/** The first copies are the ones on the printed sheet: on the shelf, and all but one of them lent to anybody. */
export const onSheet = 18;
export const referenceOnSheet = 17;

/** Some books have a copy or two, a few have many; every book has at least one. */
export function demoCopies(random: Random, books: readonly DemoBook[], count: number): DemoCopy[] {
  return Array.from({ length: count }, (_, index) => {
    // The first round gives each book a copy; the rest goes to the popular ones, which come first.
    const book = index < books.length ? index : Math.floor(random.next() ** 1.6 * books.length);
    const { shelf = '', year = 0 } = books[book] ?? {};
    return {
      book,
      barcode: libraryBarcode('3', 500_000 + index),
      branch: branchOf(random, index),
      shelf,
      itemType: itemTypeOf(random, index, year),
      status: index < onSheet ? 'available' : statusOf(random),
    };
  });
}

/** The printed copies stand in the first branch, where the demo's desk is. */
function branchOf(random: Random, index: number): number {
  const isInFirst = random.chance(0.65);
  return index < onSheet || isInFirst ? 0 : 1;
}

function itemTypeOf(random: Random, index: number, year: number): DemoCopy['itemType'] {
  const isReference = random.chance(0.03);
  if (index < onSheet ? index === referenceOnSheet : isReference) return 'reference';
  return year === 2026 && index >= onSheet ? 'new_release' : 'regular';
}

function statusOf(random: Random): DemoCopy['status'] {
  const roll = random.next();
  if (roll < 0.975) return 'available';
  return random.pick(['maintenance', 'missing', 'lost', 'withdrawn']);
}
