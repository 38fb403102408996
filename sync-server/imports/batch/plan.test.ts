import { describe, expect, it } from 'vitest';
import type { ImportedBook } from '../marc/book/to-book.ts';
import type { ImportedItem } from '../marc/items/item.ts';
import { type BatchFacts, planBatch } from './plan.ts';
import type { ExistingBook, ExistingCopy } from './rows.ts';

const aBook = (controlKey: string, more: Partial<ImportedBook> = {}): ImportedBook => ({
  controlKey,
  isbns: [],
  title: `Title ${controlKey}`,
  subtitle: null,
  authors: [],
  publisher: null,
  year: null,
  language: null,
  subjects: [],
  genres: [],
  description: null,
  ...more,
});

const anItem = (barcode: string, more: Partial<ImportedItem> = {}): ImportedItem => ({
  barcode,
  libraryCode: null,
  shelf: null,
  itemType: 'regular',
  status: 'available',
  priceCents: null,
  acquiredOn: null,
  ...more,
});

function existing(id: string, controlKey: string | null, more: Partial<ExistingBook> = {}): ExistingBook {
  const { isbns, ...described } = aBook(controlKey ?? '');
  return { ...described, id, controlKey, isbn: null, ...more };
}

const aCopy = (id: string, barcode: string, bookId: string): ExistingCopy => ({
  id,
  barcode,
  bookId,
  bookTitle: 'Its title',
  homeBranchId: 'main',
  shelf: null,
  itemType: 'regular',
  acquiredOn: null,
});

function plan(records: [ImportedBook, ImportedItem[]][], facts: Partial<BatchFacts> = {}) {
  let ids = 0;
  const numbered = records.map(([book, items], index) => ({ record: index + 1, book, items }));
  const branches = [{ id: 'harbour', code: 'HARB' }];
  return planBatch(numbered, { books: [], copies: [], branches, branchId: 'main', ...facts }, () => `id-${++ids}`);
}

describe('the plan of a batch', () => {
  it('makes one book of two records that name the same, and the later one has the last word', () => {
    const { insertBooks, updateBooks, events, counts } = plan([
      [aBook('1', { title: 'First', year: 1999 }), []],
      [aBook('1', { title: 'Second' }), []],
    ]);
    expect(insertBooks).toMatchObject([{ id: 'id-1', title: 'Second', year: 1999 }]);
    expect([updateBooks, events.length]).toEqual([[], 1]);
    expect(counts).toMatchObject({ booksCreated: 1, booksUpdated: 1 });
  });

  it('refuses a barcode that another title of the same file has', () => {
    const { insertCopies, remarks } = plan([
      [aBook('1'), [anItem('B')]],
      [aBook('2'), [anItem('B')]],
    ]);
    expect(insertCopies).toMatchObject([{ bookId: 'id-1' }]);
    expect(remarks).toEqual([
      { kind: 'rejected', record: 2, reason: 'The barcode B is that of a copy of another title, “Title 1”.' },
    ]);
  });

  it('writes nothing, and no event, for what is already so', () => {
    const facts = { books: [existing('b', '1')], copies: [aCopy('c', 'B', 'b')] };
    const { counts, ...effects } = plan([[aBook('1'), [anItem('B')]]], facts);
    expect(Object.values(effects).flat()).toEqual([]);
    expect(counts).toEqual({ booksCreated: 0, booksUpdated: 1, copiesCreated: 0, copiesUpdated: 1 });
  });

  it('writes a changed book and copy once, with the names of the fields', () => {
    const facts = { books: [existing('b', '1', { genres: ['kept'] })], copies: [aCopy('c', 'B', 'b')] };
    const item = anItem('B', { shelf: 'X', libraryCode: 'harb' });
    const { updateBooks, updateCopies, events } = plan([[aBook('1', { year: 2001 }), [item]]], facts);
    expect(updateBooks).toMatchObject([{ id: 'b', year: 2001, genres: ['kept'] }]);
    expect(updateCopies).toMatchObject([{ id: 'c', shelf: 'X', homeBranchId: 'harbour' }]);
    expect(events).toEqual([
      { action: 'book.changed', entity: 'book', entityId: 'b', facts: { record: 1, fields: ['year'] } },
      {
        action: 'copy.changed',
        entity: 'copy',
        entityId: 'c',
        facts: { record: 1, fields: ['homeBranchId', 'shelf'] },
      },
    ]);
  });

  it('sends an item to the branch of its code, in any case, else to the branch of the request', () => {
    const items = [anItem('B1', { libraryCode: 'harb' }), anItem('B2', { libraryCode: 'MAIN?' }), anItem('B3')];
    const homes = plan([[aBook('1'), items]]).insertCopies.map((copy) => copy.homeBranchId);
    expect(homes).toEqual(['harbour', 'main', 'main']);
  });

  it.each([
    ['a book without a number of its own', existing('b', null, { isbn: '978X' }), true],
    ['another number, but the same title', existing('b', 'other', { isbn: '978X', title: 'TITLE, 1!' }), true],
    ['another number and another title', existing('b', 'other', { isbn: '978X' }), false],
  ])('knows a book by its ISBN: %s', (_, book, isKnown) => {
    const { insertBooks, updateBooks, remarks } = plan([[aBook('1', { isbns: ['978X'] }), []]], { books: [book] });
    expect([insertBooks.length, updateBooks.length, remarks.length]).toEqual(isKnown ? [0, 1, 0] : [1, 0, 1]);
    expect(insertBooks.every(({ isbn }) => isbn === null)).toBe(true);
  });

  it('does not take an ISBN from another title when it corrects a book', () => {
    const books = [existing('b', '1', { isbn: '978A' }), existing('c', '2', { isbn: '978X' })];
    const { updateBooks, remarks } = plan([[aBook('1', { isbns: ['978X'], year: 1 }), []]], { books });
    expect(updateBooks).toMatchObject([{ id: 'b', isbn: '978A' }]);
    expect(remarks).toMatchObject([{ kind: 'warning', reason: 'The ISBN 978X was left out: another title has it.' }]);
  });
});
