import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from './cache.ts';
import { aBook, aCopy, aPage, asRows, bookId, copyId, load, now, openMain } from './testing/builders.ts';
import { aFolder } from './testing/folders.ts';

let cache: Cache;

beforeEach(() => {
  cache = openMain(aFolder());
  load(cache, asRows([aBook(1, { title: 'Beowulf' })], [aCopy(1, 1, { shelf: 'POE BEO' }), aCopy(2, 1)]));
});
afterEach(() => cache.close());

const apply = (page: Parameters<typeof aPage>[0]) => cache.writer.applyPage(aPage(page), now);
const found = (text: string) => cache.reader.search(text, 0, 10).rows.map(({ title }) => title);

describe('a page of the feed', () => {
  it('moves the cursor with its rows, and says when there is no more', () => {
    const later = new Date('2026-11-22T10:00:00.000Z');
    cache.writer.applyPage(aPage({ cursor: '8', more: true, copies: [aCopy(3, 1)] }), later);
    expect(cache.writer.position()?.cursor).toBe('8');
    expect(cache.writer.caughtUpAt()).toBe(now.toISOString());
    cache.writer.applyPage(aPage({ cursor: '9' }), later);
    expect(cache.writer.caughtUpAt()).toBe(later.toISOString());
  });

  it('changes nothing, neither rows nor cursor, when one of its rows cannot be written', () => {
    const broken = { ...aCopy(4, 1), barcode: null as unknown as string };
    expect(() => apply({ cursor: '8', copies: [aCopy(3, 1), broken] })).toThrow(/NOT NULL/);
    expect(cache.reader.counts().copies).toBe(2);
    expect(cache.writer.position()?.cursor).toBe('1');
  });

  it('can be applied twice', () => {
    const page = { cursor: '8', books: [aBook(2)], copies: [aCopy(3, 2)], removed: [copyId(2)] };
    apply(page);
    apply(page);
    expect(cache.reader.counts()).toEqual({ books: 2, copies: 2 });
    expect(found('title 2')).toEqual(['Title 2']);
  });

  it('lends a copy: the row says until when', () => {
    const dueAt = '2026-12-13T17:00:00.000Z';
    const applied = apply({ copies: [aCopy(1, 1, { shelf: 'POE BEO', status: 'on_loan', dueAt })] });
    expect(applied).toEqual({ changed: true, resized: false });
    expect(cache.reader.copy(aCopy(1, 1).barcode).copy).toMatchObject({ status: 'on_loan', dueAt });
    expect(cache.reader.search('beowulf', 0, 1).rows[0]).toMatchObject({ copies: 2, available: 1 });
  });

  it('renames a book: it is found by its new words only', () => {
    apply({ books: [aBook(1, { title: 'Grendel' })] });
    expect([found('grendel'), found('beowulf')]).toEqual([['Grendel'], []]);
  });

  it('puts a copy on another shelf: the book is found there only', () => {
    apply({ copies: [aCopy(1, 1, { shelf: 'EPIC 1' })] });
    expect([found('epic'), found('poe')]).toEqual([['Beowulf'], []]);
  });

  it('brings a copy before its book, and the book later', () => {
    apply({ more: true, copies: [aCopy(3, 9, { shelf: 'NEW 1' })] });
    expect(cache.reader.copy(aCopy(3, 9).barcode)).toMatchObject({ copy: { bookId: bookId(9) }, book: null });
    expect(found('new')).toEqual([]);
    apply({ books: [aBook(9, { title: 'Judith' })] });
    expect(found('new')).toEqual(['Judith']);
  });

  it('brings a book before its copies, and keeps it while more pages come', () => {
    apply({ more: true, books: [aBook(9, { title: 'Judith' })] });
    expect(found('judith')).toEqual(['Judith']);
    apply({ copies: [aCopy(3, 9)] });
    expect(found('judith')).toEqual(['Judith']);
  });

  it('takes a book away with its last copy, when no more pages come', () => {
    apply({ more: true, removed: [copyId(1), copyId(2)] });
    expect(found('beowulf')).toEqual(['Beowulf']);
    expect(apply({})).toEqual({ changed: false, resized: true });
    expect(found('beowulf')).toEqual([]);
    expect(cache.reader.counts()).toEqual({ books: 0, copies: 0 });
  });

  it('moves a copy to the book that it really is of', () => {
    apply({ books: [aBook(2, { title: 'Judith' })], copies: [aCopy(1, 2, { shelf: 'POE BEO' })] });
    expect([found('poe'), found('beowulf')]).toEqual([['Judith'], ['Beowulf']]);
  });

  it('gives the barcode of one copy to another, in whatever order they come', () => {
    const barcode = aCopy(1, 1).barcode;
    apply({ more: true, copies: [aCopy(2, 1, { barcode })] });
    apply({ copies: [aCopy(1, 1, { barcode: 'replaced' })] });
    expect(cache.reader.copy(barcode).copy?.id).toBe(copyId(2));
  });

  it('removes what was never there', () => {
    expect(apply({ removed: [copyId(99)] })).toEqual({ changed: true, resized: false });
  });
});

describe('what the server said of other branches', () => {
  const answer = { total: 3, available: 1, waiting: 2, branches: [] };

  it('is remembered with the time at which it was said', () => {
    cache.rememberAvailability(bookId(1), answer, '2026-11-22T09:00:00.000Z');
    cache.rememberAvailability(bookId(1), { ...answer, available: 2 }, '2026-11-22T09:05:00.000Z');
    expect(cache.reader.availability(bookId(1))).toEqual({
      availability: { ...answer, available: 2 },
      saidAt: '2026-11-22T09:05:00.000Z',
    });
    expect(cache.reader.availability(bookId(2))).toBeNull();
  });
});
