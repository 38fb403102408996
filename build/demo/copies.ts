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

/** Some books have a copy or two, a few have many; every book has at least one. */
export function demoCopies(random: Random, books: readonly DemoBook[], count: number): DemoCopy[] {
  return Array.from({ length: count }, (_, index) => {
    // The first round gives each book a copy; the rest goes to the popular ones, which come first.
    const book = index < books.length ? index : Math.floor(random.next() ** 1.6 * books.length);
    const { shelf = '', year = 0 } = books[book] ?? {};
    return {
      book,
      barcode: libraryBarcode('3', 500_000 + index),
      branch: random.chance(0.65) ? 0 : 1,
      shelf,
      itemType: random.chance(0.03) ? 'reference' : year === 2026 ? 'new_release' : 'regular',
      status: index < 40 ? 'available' : statusOf(random),
    };
  });
}

function statusOf(random: Random): DemoCopy['status'] {
  const roll = random.next();
  if (roll < 0.975) return 'available';
  return random.pick(['maintenance', 'missing', 'lost', 'withdrawn']);
}
