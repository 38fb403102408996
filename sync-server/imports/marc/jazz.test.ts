import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ImportedBook, toBook } from './book/to-book.ts';
import { type ImportedItems, itemsOf } from './items/items.ts';
import { readMarc } from './read.ts';

/** A thousand records of a public catalogue, in MARC-8, with Sirsi's items. It lies beside the repository. */
const file = fileURLToPath(new URL('../../../../shared/data/jazz_1k.mrc', import.meta.url));

describe.skipIf(!existsSync(file))(
  'a thousand records of a public catalogue (skipped where the file is missing)',
  () => {
    it('are all read, with their accents and their copies', async () => {
      const books: ImportedBook[] = [];
      const copies: ImportedItems = { items: [], rejected: [] };
      for await (const entry of readMarc(createReadStream(file), { kind: 'iso2709' })) {
        if ('reason' in entry) throw new Error(`${entry.record}: ${entry.reason}`);
        expect(entry.warnings).toEqual([]);
        const book = toBook(entry.marc);
        if ('reason' in book) throw new Error(`${entry.record}: ${book.reason}`);
        books.push(book);
        const { items, rejected } = itemsOf(entry.marc, 'auto');
        copies.items.push(...items);
        copies.rejected.push(...rejected);
      }
      expect([books.length, copies.items.length, copies.rejected]).toEqual([1000, 1238, []]);
      expect(new Set(books.map((book) => book.controlKey)).size).toBe(1000);
      expect(new Set(copies.items.map((item) => item.barcode)).size).toBe(1238);
      expect(books.map((book) => book.title)).toEqual(
        expect.arrayContaining([
          'The Köln concert',
          'Mudanças',
          'Garôta de Ipanema',
          "Who's who of jazz in Montréal",
          'Introduction à la musique de jazz',
        ]),
      );
      expect(books.flatMap((book) => book.authors)).toEqual(
        expect.arrayContaining([
          'Eckhardt-Gramatté, S. C.',
          'Saint-Saëns, Camille',
          'Brüninghaus, Rainer',
          'Durán, Hilario',
        ]),
      );
      expect(JSON.stringify(books)).not.toMatch(/\ufffd|[\u0300-\u036f]{2}/);
    });
  },
);
