import { z } from 'zod';
import { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { sortableTitle } from './sortable-title.ts';

/** Lists are kept as JSON; the tokenizer of the word index takes its brackets and quotes for gaps between words. */
const StoredList = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.array(z.string()));

const StoredBook = SyncBook.extend({ authors: StoredList, subjects: StoredList });
const StoredCatalogRow = StoredBook.extend({ copies: z.int(), available: z.int() });

export const bookColumns = 'b.id, b.isbn, b.title, b.subtitle, b.authors, b.publisher, b.year, b.language, b.subjects';
export const copyColumns = `id, book_id AS bookId, barcode, home_branch_id AS homeBranchId,
  current_branch_id AS currentBranchId, status, shelf, item_type AS itemType, condition, due_at AS dueAt`;

/** Rows of the file as the contract has them. */
export const bookOf = (row: unknown): SyncBook => StoredBook.parse(row);
export const copyOf = (row: unknown): SyncCopy => SyncCopy.parse(row);
export const catalogRowOf = (row: unknown) => StoredCatalogRow.parse(row);

/** In the order of `insertBook`. */
export const bookValues = (book: SyncBook) => [
  book.id,
  book.isbn,
  book.title,
  sortableTitle(book.title),
  book.subtitle,
  JSON.stringify(book.authors),
  book.publisher,
  book.year,
  book.language,
  JSON.stringify(book.subjects),
];

/** In the order of `insertCopy`. */
export const copyValues = (copy: SyncCopy) => [
  copy.id,
  copy.bookId,
  copy.barcode,
  copy.homeBranchId,
  copy.currentBranchId,
  copy.status,
  copy.shelf,
  copy.itemType,
  copy.condition,
  copy.dueAt,
];

/** A book keeps its key, which is its row in the word index, whatever else changes. */
export const upsertBook = `
  INSERT INTO books (id, isbn, title, sort_title, subtitle, authors, publisher, year, language, subjects)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET
    isbn = excluded.isbn, title = excluded.title, sort_title = excluded.sort_title, subtitle = excluded.subtitle,
    authors = excluded.authors, publisher = excluded.publisher, year = excluded.year, language = excluded.language,
    subjects = excluded.subjects`;

export const upsertCopy = `
  INSERT OR REPLACE INTO copies
    (id, book_id, barcode, home_branch_id, current_branch_id, status, shelf, item_type, condition, due_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The words of books: append a WHERE clause. Shelves are those of the book's copies. */
export const indexWords = `
  INSERT OR REPLACE INTO book_words (rowid, title, subtitle, authors, subjects, shelf)
  SELECT b.key, b.title, b.subtitle, b.authors, b.subjects,
    (SELECT group_concat(DISTINCT c.shelf) FROM copies c WHERE c.book_id = b.id)
  FROM books b`;
