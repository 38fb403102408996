import type { ImportedBook } from '../marc/book/to-book.ts';
import type { BookRow, ExistingBook } from './rows.ts';

/** A book of the batch: as it will be, and what that takes. */
export type PlannedBook = { row: BookRow; change: 'none' | 'insert' | 'update' };

/** The books that a batch may meet, by what names them: those of the database, and those of the batch itself. */
export type BookIndex = { byKey: Map<string, PlannedBook>; byIsbn: Map<string, PlannedBook> };

export function indexBooks(existing: readonly ExistingBook[]): BookIndex {
  const index: BookIndex = { byKey: new Map(), byIsbn: new Map() };
  for (const row of existing) enter(index, { row, change: 'none' });
  return index;
}

/** Where a record's book went; `isNew` if there was none, `isbnTaken` if its ISBN had to be left out. */
export type PlacedBook = { book: PlannedBook; isNew: boolean; isbnTaken: string | undefined };

/** Puts a record's book into the index: it corrects the book that it names, or becomes a new one. */
export function placeBook(index: BookIndex, given: ImportedBook, newId: () => string): PlacedBook {
  const found = findBook(index, given);
  const isbn = given.isbns[0];
  const holder = isbn === undefined ? undefined : index.byIsbn.get(isbn);
  const isbnTaken = holder !== undefined && holder !== found ? isbn : undefined;
  const free = isbnTaken === undefined ? isbn : undefined;
  if (found) {
    correct(found, given, free);
    enter(index, found);
    return { book: found, isNew: false, isbnTaken };
  }
  const { isbns, ...described } = given;
  const book: PlannedBook = { row: { id: newId(), ...described, isbn: free ?? null }, change: 'insert' };
  enter(index, book);
  return { book, isNew: true, isbnTaken };
}

/**
 * By its number, else by its ISBN. Two records with different numbers may bear one ISBN (volumes of a set, errors): they
 * are one title only if they have the same title too. A book that was typed in by hand has no number to disagree.
 */
function findBook(index: BookIndex, given: ImportedBook): PlannedBook | undefined {
  const byKey = index.byKey.get(given.controlKey);
  if (byKey) return byKey;
  const byIsbn = index.byIsbn.get(given.isbns[0] ?? '');
  if (!byIsbn) return undefined;
  const isSame = byIsbn.row.controlKey === null || plain(byIsbn.row.title) === plain(given.title);
  return isSame ? byIsbn : undefined;
}

const plain = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What the record says replaces what was there; what it does not say stays. */
function correct(book: PlannedBook, given: ImportedBook, isbn: string | undefined): void {
  const { row } = book;
  const corrected: BookRow = {
    id: row.id,
    controlKey: row.controlKey ?? given.controlKey,
    isbn: isbn ?? row.isbn,
    title: given.title,
    subtitle: given.subtitle ?? row.subtitle,
    authors: orElse(given.authors, row.authors),
    publisher: given.publisher ?? row.publisher,
    year: given.year ?? row.year,
    language: given.language ?? row.language,
    subjects: orElse(given.subjects, row.subjects),
    genres: orElse(given.genres, row.genres),
    description: given.description ?? row.description,
  };
  if (changedFields(row, corrected).length === 0) return;
  book.row = corrected;
  if (book.change === 'none') book.change = 'update';
}

/** The names of the fields in which two rows differ. */
export function changedFields<Row extends object>(before: Row, after: Row): string[] {
  const others = new Map(Object.entries(after));
  return Object.entries(before)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(others.get(field)))
    .map(([field]) => field);
}

const orElse = (given: string[], present: string[]): string[] => (given.length > 0 ? given : present);

function enter(index: BookIndex, book: PlannedBook): void {
  if (book.row.controlKey !== null) index.byKey.set(book.row.controlKey, book);
  if (book.row.isbn !== null) index.byIsbn.set(book.row.isbn, book);
}
