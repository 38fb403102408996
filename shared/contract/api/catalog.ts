import { z } from 'zod';
import { Barcode, Flag, Id, ListQuery, LocalDate, PageMeta, pageOf, text } from '../primitives.ts';
import { Availability, Book, BookLabel, Copy, FoundBook, Hold, Loan, Transfer } from '../records.ts';
import { route } from '../route.ts';
import { Condition, CopyStatus, ItemType } from '../vocabulary.ts';

/** A book is named by its id or by its ISBN, with or without hyphens. */
export const BookParams = z.object({ id: text(64) });
export const CopyParams = z.object({ barcode: Barcode });

const Words = z.array(text(300)).max(100);

export const NewBook = z.strictObject({
  isbn: text(32).nullish(),
  title: text(1000),
  subtitle: text(1000).nullish(),
  authors: Words.default([]),
  publisher: text(300).nullish(),
  year: z.int().min(-3000).max(9999).nullish(),
  language: z
    .string()
    .regex(/^[a-z]{3}$/, 'a MARC language code such as eng')
    .nullish(),
  subjects: Words.default([]),
  genres: Words.default([]),
  description: text(10_000).nullish(),
});

export const BookChanges = z
  .strictObject({
    ...NewBook.shape,
    authors: Words,
    subjects: Words,
    genres: Words,
  })
  .partial();

export const NewCopy = z.strictObject({
  barcode: Barcode,
  homeBranchId: Id,
  shelf: text(200).nullish(),
  itemType: ItemType.default('regular'),
  condition: Condition.default('good'),
  acquiredOn: LocalDate.nullish(),
});

export const CopyChanges = z.strictObject({
  barcode: Barcode.optional().meta({ description: 'A new label; the old barcode is then that of no copy' }),
  status: CopyStatus.optional(),
  condition: Condition.optional(),
  shelf: text(200).nullish(),
  homeBranchId: Id.optional(),
  reason: text(500),
});

export const BookSearch = ListQuery.extend({
  title: z.string().trim().max(200).optional(),
  author: z.string().trim().max(200).optional(),
  isbn: z.string().trim().max(32).optional(),
  subject: z.string().trim().max(200).optional(),
  genre: z.string().trim().max(200).optional(),
  language: z.string().trim().max(3).optional(),
  year: z.coerce.number().int().min(-3000).max(9999).optional(),
  branchId: Id.optional(),
  available: Flag.optional(),
  facets: Flag.optional(),
});

const Facet = z.array(z.object({ value: z.string(), count: z.int() }));
export const FoundBooks = z.object({
  data: z.array(FoundBook),
  meta: PageMeta,
  /** The word that was searched instead, when the one typed is in no title. */
  correctedTo: z.string().optional(),
  facets: z.object({ languages: Facet, genres: Facet, years: Facet }).optional(),
});

export const BookAvailability = Availability.extend({
  waiting: z.int(),
  branches: z.array(Availability.extend({ branchId: Id, code: z.string() })),
});
export type BookAvailability = z.infer<typeof BookAvailability>;

export const CopyDetails = Copy.extend({
  book: BookLabel,
  loan: Loan.nullable(),
  hold: Hold.nullable(),
  transfer: Transfer.nullable(),
});

export const catalogApi = {
  searchBooks: route({
    method: 'GET',
    path: '/books',
    tag: 'catalog',
    who: 'books.read',
    summary: 'Ranked full-text search over title, authors, subjects and ISBN; typing errors are tolerated',
    query: BookSearch,
    out: FoundBooks,
  }),
  suggestBooks: route({
    method: 'GET',
    path: '/books/suggest',
    tag: 'catalog',
    who: 'books.read',
    summary: 'Up to 10 completions while typing',
    query: z.object({ q: z.string().trim().min(1).max(100) }),
    out: z.object({ data: z.array(z.string()) }),
  }),
  createBook: route({
    method: 'POST',
    path: '/books',
    tag: 'catalog',
    who: 'books.write',
    summary: 'Add a book to the catalogue',
    body: NewBook,
    out: Book,
    refusals: ['ISBN_TAKEN'],
  }),
  readBook: route({
    method: 'GET',
    path: '/books/{id}',
    tag: 'catalog',
    who: 'books.read',
    summary: 'One book, by id or ISBN',
    params: BookParams,
    out: FoundBook,
    refusals: ['BOOK_NOT_FOUND'],
  }),
  changeBook: route({
    method: 'PATCH',
    path: '/books/{id}',
    tag: 'catalog',
    who: 'books.write',
    summary: 'Correct a book',
    params: BookParams,
    body: BookChanges,
    out: Book,
    refusals: ['BOOK_NOT_FOUND', 'ISBN_TAKEN'],
  }),
  bookAvailability: route({
    method: 'GET',
    path: '/books/{id}/availability',
    tag: 'catalog',
    who: 'books.read',
    summary: 'How many copies there are, branch by branch',
    params: BookParams,
    out: BookAvailability,
    refusals: ['BOOK_NOT_FOUND'],
  }),
  listCopies: route({
    method: 'GET',
    path: '/books/{id}/copies',
    tag: 'catalog',
    who: 'books.read',
    summary: 'The copies of a book',
    params: BookParams,
    query: ListQuery.extend({ branchId: Id.optional() }),
    out: pageOf(Copy),
    refusals: ['BOOK_NOT_FOUND'],
  }),
  createCopy: route({
    method: 'POST',
    path: '/books/{id}/copies',
    tag: 'catalog',
    who: 'copies.write',
    summary: 'Add a copy of a book',
    params: BookParams,
    body: NewCopy,
    out: Copy,
    refusals: ['BOOK_NOT_FOUND', 'BRANCH_NOT_FOUND', 'BARCODE_TAKEN'],
  }),
  readCopy: route({
    method: 'GET',
    path: '/copies/{barcode}',
    tag: 'catalog',
    who: 'copies.read',
    summary: 'One copy with its book and what is going on with it',
    params: CopyParams,
    out: CopyDetails,
    refusals: ['COPY_NOT_FOUND'],
  }),
  changeCopy: route({
    method: 'PATCH',
    path: '/copies/{barcode}',
    tag: 'catalog',
    who: 'copies.write',
    summary: 'Change a copy; its status only along the allowed moves',
    params: CopyParams,
    body: CopyChanges,
    out: Copy,
    refusals: ['COPY_NOT_FOUND', 'BRANCH_NOT_FOUND', 'COPY_STATE', 'BARCODE_TAKEN'],
  }),
};
