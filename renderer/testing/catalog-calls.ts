import { rowOf } from './example-library.ts';
import { exampleCopy, hillBranch, mainBranch } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const NOW = '2026-11-22T10:45:00.000Z';

/** The cache of the example desk: every word of the query must be somewhere in the book. */
export function catalogCalls(host: TestHost): CallsOf<'catalog'> {
  const { library } = host;
  return {
    'catalog.search': ({ query, offset, limit }) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = (text: string) => words.every((word) => text.includes(word));
      const found = library.books.filter(({ title, authors, isbn }) =>
        fits(`${title} ${authors.join(' ')} ${isbn ?? ''}`.toLowerCase()),
      );
      const rows = found.slice(offset, offset + limit).map((book) => rowOf(library, book));
      return { rows, total: found.length, totalIsCapped: false };
    },
    'catalog.copies': ({ bookId }) => {
      const copies = library.copies.filter((copy) => copy.bookId === bookId);
      const book = library.books.find(({ id }) => id === bookId);
      if (copies.length > 0 || !book) return { copies };
      return { copies: [exampleCopy(9000, book, 'available', 'shelve')] };
    },
    'catalog.copy': ({ barcode }) => {
      const copy = library.copies.find((candidate) => candidate.barcode === barcode) ?? null;
      return { copy, book: library.books.find(({ id }) => id === copy?.bookId) ?? null };
    },
    'catalog.changeCopy': ({ barcode, changes }) => {
      if (host.isOffline) return offline();
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      const { barcode: label = barcode, status = copy.status } = changes;
      if (label !== barcode && library.copies.some((other) => other.barcode === label)) return refused('BARCODE_TAKEN');
      Object.assign(copy, { barcode: label, status });
      const written = { acquiredOn: null, createdAt: NOW, updatedAt: NOW };
      return { kind: 'done', answer: { ...copy, ...written } };
    },
    'catalog.elsewhere': () => ({
      availability: {
        total: 4,
        available: 2,
        waiting: 1,
        branches: [
          { branchId: mainBranch.id, code: mainBranch.code, total: 1, available: 1 },
          { branchId: hillBranch.id, code: hillBranch.code, total: 3, available: 1 },
        ],
      },
      saidAt: '2026-11-22T10:40:00.000Z',
      live: !host.isOffline,
    }),
  };
}
