import { isDeepStrictEqual } from 'node:util';
import type { CacheOnDisk } from '../../../electron/core/cache/cache-on-disk.ts';
import type { SyncBook, SyncCopy } from '../../../shared/contract/sync.ts';
import type { Held } from '../../../sync-server/sync/comparison/service.ts';
import { Findings } from './findings.ts';
import { sideBySide } from './side-by-side.ts';

export type Comparison = {
  books: number;
  copies: number;
  /** Rows that the server changed behind the cache's cursor: they may differ. */
  newer: number;
  /** What is wrong, in words; none where the cache is what the server had at its cursor. */
  findings: string[];
};

/** Compares each row of a cache with the server's, where the server has not changed it behind the cache's cursor. */
export async function compare(cache: CacheOnDisk, held: Held, most: number): Promise<Comparison> {
  const findings = new Findings(most);
  const copies = await compareCopies(cache, held, findings);
  const books = await compareBooks(cache, held, findings, copies.ofBooks);
  for (const id of cache.hiddenBooks()) findings.add('hidden', `Book ${id}`);
  const newer = copies.newer + books.newer;
  return { books: books.seen, copies: copies.seen, newer, findings: findings.lines() };
}

async function compareCopies(cache: CacheOnDisk, held: Held, findings: Findings) {
  let [seen, newer] = [0, 0];
  /** The books of newer copies: whether a branch has a book depends on its copies. */
  const ofBooks = new Set<string>();
  for await (const [mine, theirs] of sideBySide(cache.copies(), held.copies())) {
    const isNewer = held.isNewer('copy', mine?.id ?? theirs?.id ?? '');
    if (mine) seen += 1;
    if (isNewer) newer += 1;
    for (const copy of isNewer ? [mine?.row, theirs] : []) if (copy) ofBooks.add(copy.bookId);
    judge(findings, { mine, theirs, isNewer, name: ({ barcode }: SyncCopy) => `Copy ${barcode}` });
  }
  return { seen, newer, ofBooks };
}

async function compareBooks(cache: CacheOnDisk, held: Held, findings: Findings, ofNewerCopies: ReadonlySet<string>) {
  let [seen, newer] = [0, 0];
  const unheld = cache.unheldBooks();
  for await (const [mine, theirs] of sideBySide(cache.books(), held.books())) {
    const id = mine?.id ?? theirs?.id ?? '';
    const isChanged = held.isNewer('book', id);
    if (mine) seen += 1;
    if (isChanged) newer += 1;
    const comesOrGoes = (!mine || !theirs) && (ofNewerCopies.has(id) || unheld.has(id));
    const isNewer = isChanged || comesOrGoes;
    judge(findings, { mine, theirs, isNewer, name: ({ title }: SyncBook) => `Book ${id} (${title})` });
  }
  return { seen, newer };
}

type Pair<Row> = {
  mine: { id: string; row: Row | null } | undefined;
  theirs: Row | undefined;
  isNewer: boolean;
  name: (row: Row) => string;
};

function judge<Row extends object>(findings: Findings, { mine, theirs, isNewer, name }: Pair<Row>): void {
  if (mine?.row === null) findings.add('unreadable', theirs ? name(theirs) : mine.id);
  else if (isNewer) return;
  else if (mine && !theirs) findings.add('extra', name(mine.row));
  else if (theirs && !mine) findings.add('missing', name(theirs));
  else if (theirs && mine && !isDeepStrictEqual(mine.row, theirs)) {
    findings.add('different', `${name(theirs)}: ${differences(mine.row, theirs).join(' ')}`);
  }
}

function differences(mine: object, theirs: object): string[] {
  const had = new Map<string, unknown>(Object.entries(mine));
  return Object.entries(theirs).flatMap(([field, value]) =>
    isDeepStrictEqual(had.get(field), value)
      ? []
      : [`${field} is ${JSON.stringify(had.get(field))} here and ${JSON.stringify(value)} at the server.`],
  );
}
