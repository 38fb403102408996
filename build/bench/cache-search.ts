import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { type Cache, openCache } from '../../electron/core/cache/cache.ts';
import { libraryBarcode } from '../demo/books.ts';
import { type Random, seededRandom } from '../demo/random.ts';
import { commonWords, syllables } from './big-library-words.ts';
import { figuresOf } from './load-loop.ts';
import { ms, printTable } from './table.ts';

const branchId = uuidv7();

/** The desk's own search while somebody types, at one branch's size and at five times that. */
export function benchCacheSearch(): void {
  const rows: string[][] = [];
  for (const copies of [100_000, 500_000]) {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-bench-cache-'));
    const cache = openCache({ dir: folder, tenant: 'big', branchId, now: () => new Date() });
    fill(cache, copies);
    for (const [kind, typed] of Object.entries(typedTexts())) {
      const took = typed.flatMap((text) =>
        Array.from({ length: 10 }, () => time(() => cache.reader.search(text, 0, 50))),
      );
      const { p50, p95 } = figuresOf(took, 1);
      rows.push([String(copies), kind, ms(p50), ms(p95), ms(Math.max(...took))]);
    }
    cache.close();
    rmSync(folder, { recursive: true, force: true });
  }
  printTable('Search in the desk’s cache', ['copies', 'what is typed', 'p50 ms', 'p95 ms', 'worst ms'], rows);
}

const time = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

function typedTexts(): Record<string, string[]> {
  const random = seededRandom(7);
  const rare = Array.from({ length: 40 }, () => word(random));
  return {
    nothing: [''],
    'one letter': [...'abcdefghijklmnopqrstuvwxyz'],
    'two letters': rare.map((text) => text.slice(0, 2)),
    'a common word': commonWords.slice(0, 40),
    'two common words': commonWords.slice(0, 20).map((text) => `${text} history`),
    'a rare word': rare,
    'the beginning of a word': rare.map((text) => text.slice(0, 4)),
    'a barcode': Array.from({ length: 20 }, (_, index) => libraryBarcode('3', index * 100)),
    'signs and nonsense': ['"', '* AND (', 'O’Brien', 'ß', '中文', '😀 book', 'NEAR(a b)', 'x'.repeat(200)],
  };
}

const word = (random: Random) => Array.from({ length: random.between(2, 4) }, () => random.pick(syllables)).join('');

function fill(cache: Cache, copies: number): void {
  const random = seededRandom(copies);
  const position = { epoch: 'bench', cursor: 'bench', protocol: 1 };
  const snapshot = cache.beginSnapshot(position, { books: copies, copies });
  const books = Array.from({ length: Math.round(copies * 0.6) }, () => aBook(random));
  for (let from = 0; from < books.length; from += 2000)
    snapshot.add(books.slice(from, from + 2000).map((book) => ({ book })));
  for (let from = 0; from < copies; from += 2000) {
    const part = Array.from({ length: Math.min(2000, copies - from) }, (_, n) => aCopy(books, from + n, random));
    snapshot.add(part.map((copy) => ({ copy })));
  }
  snapshot.rowsComplete();
  for (const _ of snapshot.build());
  cache.swapIn(snapshot);
}

/** Common words lean to the first of the list, as in a real catalogue (Zipf). */
const common = (random: Random) => commonWords[Math.floor(commonWords.length ** random.next()) - 1] ?? 'the';

function aBook(random: Random): SyncBook {
  const title = [common(random), common(random), word(random), common(random), word(random)].join(' ');
  return {
    id: uuidv7(),
    isbn: null,
    title,
    subtitle: random.chance(0.3) ? `${common(random)} ${common(random)}` : null,
    authors: [`${word(random)}, ${word(random)}`],
    publisher: word(random),
    year: random.between(1950, 2026),
    language: 'eng',
    subjects: [common(random), `${common(random)} ${word(random)}`],
  };
}

function aCopy(books: readonly SyncBook[], serial: number, random: Random): SyncCopy {
  return {
    id: uuidv7(),
    bookId: books[serial % books.length]?.id ?? '',
    barcode: libraryBarcode('3', serial),
    homeBranchId: branchId,
    currentBranchId: branchId,
    status: 'available',
    shelf: `${random.between(100, 999)}.${random.between(1, 99)} ABC`,
    itemType: 'regular',
    condition: 'good',
    dueAt: null,
  };
}
