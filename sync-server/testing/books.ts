import { v7 as uuidv7 } from 'uuid';
import type { Condition, CopyStatus, ItemType } from '#shared/contract/vocabulary.ts';
import { digits, type Made } from './made.ts';
import { insertBook, insertCopy } from './queries.ts';

type NewBook = {
  isbn?: string;
  title?: string;
  authors?: string[];
  publisher?: string;
  year?: number;
  language?: string;
  subjects?: string[];
  genres?: string[];
};

type NewCopy = {
  /** Left out: a copy of a new book. */
  bookId?: string;
  barcode?: string;
  homeBranchId?: string;
  currentBranchId?: string;
  status?: Exclude<CopyStatus, 'on_loan'>;
  shelf?: string;
  itemType?: ItemType;
  condition?: Condition;
};

export function booksAndCopies({ insert, clock }: Pick<Made, 'insert' | 'clock'>, mainBranchId: string) {
  async function aBook({
    title = 'A Book',
    authors = ['An Author'],
    subjects = [],
    genres = [],
    ...rest
  }: NewBook = {}) {
    const id = uuidv7();
    const { isbn, publisher, year, language = 'eng' } = rest;
    await insert(insertBook, [id, isbn, title, authors, publisher, year, language, subjects, genres]);
    return { id, title, authors };
  }

  /** An available copy at home in the main branch, unless said otherwise; aLoan lends it. */
  async function aCopy({ bookId, barcode = digits('3'), homeBranchId = mainBranchId, ...rest }: NewCopy = {}) {
    const id = uuidv7();
    const book = bookId ?? (await aBook()).id;
    const {
      currentBranchId = homeBranchId,
      status = 'available',
      shelf,
      itemType = 'regular',
      condition = 'good',
    } = rest;
    const values = [id, book, barcode, homeBranchId, currentBranchId, status, null, shelf, itemType, condition];
    await insert(insertCopy, [...values, clock.now()]);
    return { id, bookId: book, barcode };
  }

  return { aBook, aCopy };
}
