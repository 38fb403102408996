import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cache } from './cache.ts';
import { mostHits } from './search.ts';
import { anyText } from './testing/any-text.ts';
import { aBook, aCopy, asRows, bookId, load, openMain, otherBranch } from './testing/builders.ts';
import { aFolder } from './testing/folders.ts';

let cache: Cache;

const books = [
  aBook(1, {
    title: 'The Hobbit',
    subtitle: 'There and back again',
    authors: ['Tolkien, J. R. R.'],
    isbn: '9780261103344',
  }),
  aBook(2, {
    title: 'The Lord of the Rings',
    authors: ['Tolkien, J. R. R.'],
    subjects: ['Hobbits', 'Fantasy fiction'],
  }),
  aBook(3, { title: 'Hobbit holes', authors: ['Baggins, Bilbo'] }),
  aBook(4, { title: 'Émile, ou De l’éducation', authors: ['Rousseau, Jean-Jacques'], language: 'fre' }),
  aBook(5, { title: '1984', authors: ['Orwell, George'] }),
  aBook(6, { title: 'A book of ISBNs', isbn: '9781984806758', subjects: ['1984'] }),
  aBook(7, { title: '"Quotes" AND (operators) NOT*' }),
];
const copies = [
  aCopy(1, 1, { shelf: 'FIC TOL', barcode: '33191000105864' }),
  aCopy(2, 1, { shelf: 'FIC TOL', status: 'on_loan', dueAt: '2026-12-13T17:00:00.000Z' }),
  aCopy(3, 1, { status: 'withdrawn' }),
  aCopy(4, 1, { currentBranchId: otherBranch }),
  aCopy(5, 2, { shelf: 'FIC TOL' }),
  aCopy(6, 3, { shelf: 'JUV HOLES' }),
  ...[4, 5, 6, 7].map((n) => aCopy(n + 10, n)),
];

beforeAll(() => {
  cache = openMain(aFolder());
  load(cache, asRows(books, copies));
});
afterAll(() => cache.close());

const found = (text: string) => cache.reader.search(text, 0, 50).rows.map(({ title }) => title);

describe('searching as you type', () => {
  it.each([
    ['h', ['Hobbit holes', 'The Hobbit', 'The Lord of the Rings']],
    ['hob', ['Hobbit holes', 'The Hobbit', 'The Lord of the Rings']],
    ['hobbit', ['Hobbit holes', 'The Hobbit', 'The Lord of the Rings']],
    ['the hobbit', ['The Hobbit', 'The Lord of the Rings']],
    ['hobbit the', ['The Hobbit']],
    ['tolkien rings', ['The Lord of the Rings']],
    ['FANTASY', ['The Lord of the Rings']],
    ['there and b', ['The Hobbit']],
    ['juv', ['Hobbit holes']],
    ['emile', ['Émile, ou De l’éducation']],
    ['ÉDUCA', ['Émile, ou De l’éducation']],
    ['bilbo tolkien', []],
  ])('%s finds %j', (text, titles) => {
    expect(found(text)).toEqual(titles);
  });

  it('puts the book whose title it is first, whatever else begins so', () => {
    expect(found('1984')).toEqual(['1984', 'A book of ISBNs']);
  });

  it('takes quotes, operators and brackets for what they are', () => {
    expect(found('"quotes" AND (')).toEqual(['"Quotes" AND (operators) NOT*']);
    expect(found('hobbit OR lord')).toEqual([]);
    expect(found('title:hobbit')).toEqual([]);
  });

  it('finds a book by a copy’s barcode, whole or begun', () => {
    expect(found('33191000105864')).toEqual(['The Hobbit']);
    expect(found('33191000')).toEqual(['The Hobbit']);
    expect(found('3319 1000 105864')).toEqual(['The Hobbit']);
  });

  it('finds a book by its ISBN, whole, begun, with hyphens, or in ten digits', () => {
    for (const typed of ['9780261103344', '978-0-261-10334-4', '0-261-10334-2', '9780261', '978-0-2611']) {
      expect(found(typed), typed).toEqual(['The Hobbit']);
    }
  });

  it('shows all books by title when nothing is typed', () => {
    const answer = cache.reader.search(' ', 1, 3);
    expect(answer.rows.map(({ title }) => title)).toEqual([
      'A book of ISBNs',
      'Émile, ou De l’éducation',
      'Hobbit holes',
    ]);
    expect(answer).toMatchObject({ total: 7, totalIsCapped: false });
  });

  it('counts the copies that are here: not those elsewhere, nor those withdrawn', () => {
    expect(cache.reader.search('the hobbit', 0, 1).rows[0]).toEqual({ ...books[0], copies: 2, available: 1 });
  });
});

describe('any text in the search box', () => {
  const text = fc.oneof(
    anyText(200),
    fc.string({
      unit: fc.constantFrom('"', '*', '^', ':', '(', ')', '-', '+', ' ', 'a', 'the', 'NEAR', 'OR', '\u0000', '😀'),
      maxLength: 60,
    }),
  );

  it('is safe', () => {
    fc.assert(
      fc.property(text, fc.nat(10), fc.integer({ min: 1, max: 5 }), (typed, offset, limit) => {
        const { rows, total } = cache.reader.search(typed, offset, limit);
        expect(rows.length).toBe(Math.max(0, Math.min(limit, total - offset)));
      }),
      { numRuns: 500 },
    );
  });

  it('finds a book by any words of its title', () => {
    const someWords = fc.constantFrom(...books).chain((book) => {
      const words = book.title.match(/[\p{L}\p{N}]+/gu) ?? [];
      return fc.tuple(fc.constant(book.id), fc.shuffledSubarray(words, { minLength: 1 }));
    });
    fc.assert(
      fc.property(someWords, ([id, words]) => {
        expect(cache.reader.search(words.join(' '), 0, 50).rows.map((row) => row.id)).toContain(id);
      }),
    );
  });
});

describe('a word that is everywhere', () => {
  let large: Cache;
  beforeAll(() => {
    large = openMain(aFolder());
    const many = Array.from({ length: 1200 }, (_, n) =>
      n % 2 === 0
        ? aBook(n, { title: `Volume ${n}`, authors: ['History Society'] })
        : aBook(n, { title: `A history ${n}` }),
    );
    const late = [aBook(2000, { title: 'History' }), aBook(2001, { title: 'History of late additions' })];
    const all = [...many, ...late];
    load(
      large,
      asRows(
        all,
        all.map(({ id }, n) => aCopy(n, 0, { bookId: id })),
      ),
    );
  });
  afterAll(() => large.close());

  it('is counted up to a limit, and says so', () => {
    const { total, totalIsCapped } = large.reader.search('history', 0, 10);
    expect({ total, totalIsCapped }).toEqual({ total: mostHits, totalIsCapped: true });
  });

  it('still has the books that are called so, or begin so, at the top', () => {
    const titles = large.reader.search('history', 0, 3).rows.map(({ title }) => title);
    expect(titles).toEqual(['History', 'History of late additions', 'A history 1']);
  });

  it('can be paged through, no book twice', () => {
    const pages = Array.from({ length: 6 }, (_, page) => large.reader.search('history', page * 100, 100).rows);
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toHaveLength(mostHits);
    expect(new Set(ids).size).toBe(mostHits);
    expect(ids).toContain(bookId(2000));
  });
});
