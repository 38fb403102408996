import type { z } from 'zod';
import type { BookSearch } from '#shared/contract/api/catalog.ts';
import type { SqlValue } from '../../db/sql.ts';
import { fields, type Terms } from './terms.ts';

/** What was asked, with the book that an ISBN turned out to name. */
export type Asked = z.output<typeof BookSearch> & { bookId?: string };

export const hasWords = (asked: Asked): boolean => fields.some((field) => asked[field]);

/** Narrowed by anything but words: then an empty answer may well be right. */
export const isFiltered = ({ language, year, genre, branchId, bookId }: Asked): boolean =>
  Boolean(language || year !== undefined || genre || branchId || bookId);

export const noTerms: Terms = { query: null, title: null, author: null, subject: null, rankedBy: '' };

/** The first nine values of the statements in queries.ts that take criteria. */
export const criteriaOf = (terms: Terms, { language, year, genre, branchId, bookId }: Partial<Asked>): SqlValue[] => [
  terms.query,
  terms.title,
  terms.author,
  terms.subject,
  language || null,
  year ?? null,
  genre || null,
  branchId ?? null,
  bookId ?? null,
];
