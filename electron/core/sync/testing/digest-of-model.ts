import { createHash } from 'node:crypto';
import { type RangeDigest, type SyncBook, type SyncCopy, syncProtocol } from '#shared/contract/sync.ts';
import type { LibraryModel } from './library-model.ts';

type Asked = { stamp: number; after: string | null; rowsPerRange: number };

/** What a cache that has followed the model up to a stamp must come to, in the next range of copies. */
export function digestOfModel(model: LibraryModel, { stamp, after, rowsPerRange }: Asked): RangeDigest {
  const { books, copies } = model.content();
  const newer = new Set(model.changedAfter(stamp));
  const range = copies.filter(({ id }) => id > (after ?? '')).slice(0, rowsPerRange);
  const held = range.filter(({ id, bookId }) => !newer.has(id) && !newer.has(bookId));
  return {
    protocol: syncProtocol,
    epoch: model.epoch,
    upTo: range.length === rowsPerRange ? (range.at(-1)?.id ?? null) : null,
    held: { copies: held.length, hash: hashOf(held, new Map(books.map((book) => [book.id, book]))) },
    newer: [...newer],
  };
}

function hashOf(copies: readonly SyncCopy[], books: ReadonlyMap<string, SyncBook>): string {
  const hash = createHash('sha256');
  for (const copy of copies) {
    for (const line of [{ copy }, { book: books.get(copy.bookId) }]) hash.update(`${JSON.stringify(line)}\n`);
  }
  return hash.digest('hex');
}
