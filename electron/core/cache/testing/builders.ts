import type { ChangesPage, SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { syncProtocol } from '#shared/contract/sync.ts';
import { type Cache, openCache } from '../cache.ts';
import type { SnapshotRow } from '../snapshot-file.ts';

export const mainBranch = '0199a8e0-0000-7000-8000-00000000000b';
export const otherBranch = '0199a8e0-0000-7000-8000-00000000000c';
export const now = new Date('2026-11-22T09:00:00.000Z');

/** Ids in the order of their numbers, as UUIDv7 are. */
const id = (kind: number, number: number) =>
  `0199a8e0-${String(kind).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const bookId = (number: number) => id(1, number);
export const copyId = (number: number) => id(2, number);

export function aBook(number: number, given: Partial<SyncBook> = {}): SyncBook {
  return {
    id: bookId(number),
    isbn: null,
    title: `Title ${number}`,
    subtitle: null,
    authors: [],
    publisher: null,
    year: null,
    language: 'eng',
    subjects: [],
    ...given,
  };
}

export function aCopy(number: number, ofBook: number, given: Partial<SyncCopy> = {}): SyncCopy {
  return {
    id: copyId(number),
    bookId: bookId(ofBook),
    barcode: `3319${String(number).padStart(10, '0')}`,
    homeBranchId: mainBranch,
    currentBranchId: mainBranch,
    status: 'available',
    shelf: null,
    itemType: 'regular',
    condition: 'good',
    dueAt: null,
    ...given,
  };
}

export function aPage(given: Partial<ChangesPage> = {}): ChangesPage {
  return {
    protocol: syncProtocol,
    epoch: 'e1',
    cursor: '1',
    more: false,
    books: [],
    copies: [],
    removed: [],
    ...given,
  };
}

export const openMain = (dir: string): Cache =>
  openCache({ dir, tenant: 'city', branchId: mainBranch, now: () => now });

/** Loads a whole snapshot into a cache and swaps it in, as the sync does. */
export function load(cache: Cache, rows: SnapshotRow[], cursor = '1'): void {
  const books = rows.filter((row) => 'book' in row).length;
  const counts = { books, copies: rows.length - books };
  const snapshot = cache.beginSnapshot({ protocol: syncProtocol, epoch: 'e1', cursor }, counts);
  snapshot.add(rows);
  snapshot.rowsComplete();
  for (const _ of snapshot.build());
  snapshot.writer.applyPage(aPage({ cursor }), now);
  cache.swapIn(snapshot);
}

export const asRows = (books: SyncBook[], copies: SyncCopy[]): SnapshotRow[] => [
  ...books.map((book) => ({ book })),
  ...copies.map((copy) => ({ copy })),
];
