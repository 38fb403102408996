import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { BookAvailability, BookChanges, NewBook } from '#shared/contract/api/catalog.ts';
import { Id } from '#shared/contract/primitives.ts';
import type { Book, FoundBook } from '#shared/contract/records.ts';
import { toIsbn13 } from '#shared/rules/isbn.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { refusing } from '../../db/constraints.ts';
import type { Sql, SqlValue } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { countWords } from '../search/upkeep.ts';
import {
  countByBranch,
  countWaiting,
  type FoundRow,
  findBook,
  insertBook,
  lockBook,
  readBooks,
  updateBook,
} from './queries.ts';

type GivenBook = z.output<typeof NewBook>;
type GivenChanges = z.output<typeof BookChanges>;

const taken = { books_isbn: 'ISBN_TAKEN' } as const;

/** @throws Refusal ISBN_TAKEN, VALIDATION_FAILED */
export async function addBook(tx: Tx, given: GivenBook, now: Date): Promise<Book> {
  const isbn = checkedIsbn(given.isbn);
  const values = [tx.context.tenantId, uuidv7(), ...fieldsOf({ ...given, isbn }), now];
  const [book] = await refusing(tx.query(insertBook, values), taken);
  if (!book) throw new Error('A book was inserted and did not come back.');
  countWords(tx);
  recordEvent(tx, { action: 'book.added', entity: 'book', entityId: book.id, at: now, facts: { isbn } });
  return book;
}

/** Corrects a book; a correction that changes nothing leaves no trace. @throws Refusal BOOK_NOT_FOUND, ISBN_TAKEN */
export async function changeBook(tx: Tx, idOrIsbn: string, changes: GivenChanges, now: Date): Promise<Book> {
  const before = await oneBook(tx, lockBook, idOrIsbn);
  const given = changes.isbn === undefined ? changes : { ...changes, isbn: checkedIsbn(changes.isbn) };
  const wanted = { ...before, ...dropUndefined(given) };
  const changed = fieldNames.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(before[name]));
  if (changed.length === 0) return before;
  const values = [tx.context.tenantId, before.id, ...fieldsOf(wanted), now];
  const [book] = await refusing(tx.query(updateBook, values), taken);
  if (!book) throw new Refusal('BOOK_NOT_FOUND');
  countWords(tx);
  recordEvent(tx, { action: 'book.changed', entity: 'book', entityId: book.id, at: now, facts: { changed } });
  return book;
}

/** A book, named by its id or by its ISBN as 10 or 13 digits with or without hyphens. @throws Refusal BOOK_NOT_FOUND */
export const bookNamed = (tx: Tx, idOrIsbn: string): Promise<Book> => oneBook(tx, findBook, idOrIsbn);

export async function readBook(tx: Tx, idOrIsbn: string): Promise<FoundBook> {
  const { id } = await bookNamed(tx, idOrIsbn);
  const [found] = await foundBooks(tx, [id]);
  if (!found) throw new Refusal('BOOK_NOT_FOUND');
  return found;
}

/** These books in this order, each with its availability in one branch or in all. */
export async function foundBooks(tx: Tx, ids: readonly string[], branchId?: string): Promise<FoundBook[]> {
  if (ids.length === 0) return [];
  return (await tx.query(readBooks, [tx.context.tenantId, ids, branchId])).map(foundBook);
}

/** How many copies there are and how many stand on a shelf, branch by branch. @throws Refusal BOOK_NOT_FOUND */
export async function availabilityOf(tx: Tx, idOrIsbn: string): Promise<BookAvailability> {
  const { id } = await bookNamed(tx, idOrIsbn);
  const [branches, [counted]] = await Promise.all([
    tx.query(countByBranch, [tx.context.tenantId, id]),
    tx.query(countWaiting, [tx.context.tenantId, id]),
  ]);
  const sum = (of: 'total' | 'available') => branches.reduce((so_far, branch) => so_far + branch[of], 0);
  return { total: sum('total'), available: sum('available'), waiting: counted?.waiting ?? 0, branches };
}

async function oneBook(tx: Tx, statement: Sql<Book>, idOrIsbn: string): Promise<Book> {
  const id = Id.safeParse(idOrIsbn).data;
  const isbn = id ? undefined : toIsbn13(idOrIsbn);
  if (!id && !isbn) throw new Refusal('BOOK_NOT_FOUND');
  const [book] = await tx.query(statement, [tx.context.tenantId, id, isbn]);
  if (!book) throw new Refusal('BOOK_NOT_FOUND');
  return book;
}

const foundBook = ({ total, available, ...book }: FoundRow): FoundBook => ({
  ...book,
  availability: { total, available },
});

function checkedIsbn(given: string | null | undefined): string | null {
  if (given === null || given === undefined) return null;
  const isbn = toIsbn13(given);
  if (isbn) return isbn;
  const message = 'this is not an ISBN: a digit is missing or mistyped';
  throw new Refusal('VALIDATION_FAILED', {
    detail: `Please check the ISBN: ${message}.`,
    errors: [{ path: 'body.isbn', message }],
  });
}

const fieldNames = [
  'isbn',
  'title',
  'subtitle',
  'authors',
  'publisher',
  'year',
  'language',
  'subjects',
  'genres',
  'description',
] as const;

const fieldsOf = (book: Partial<Record<(typeof fieldNames)[number], SqlValue>>): SqlValue[] =>
  fieldNames.map((name) => book[name] ?? null);

/** A field that a correction leaves out stays; one that it gives as null is emptied. */
const dropUndefined = <T extends object>(changes: T) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
