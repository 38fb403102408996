import { toIsbn13 } from '#shared/rules/isbn.ts';
import type { Tx } from '../../db/transaction.ts';
import { type Asked, criteriaOf, hasWords, isFiltered, noTerms } from './criteria.ts';
import { findByIsbn, keepAvailable, listBooks, type Order, searchBooks } from './queries.ts';
import { otherReadings, type Reading, readTyped } from './reading-words.ts';
import { termsOf } from './terms.ts';

/** The books that fit, in order: all of them, or the first so many when `capped`. */
export type Candidates = { ids: string[]; capped: boolean; correctedTo?: string };

/** Not every hit is looked at: to rank all books with "the" of a million takes 0.9 s. */
export const mostCandidates = 1_000;

/** Who is on a shelf is looked up copy by copy: an index for it would have to be written at every checkout. */
const mostChecked = 500;

const nothing: Candidates = { ids: [], capped: false };

/** The candidates of whatever was asked; with `available`, only those with a copy on a shelf. */
export async function candidatesOf(tx: Tx, asked: Asked, order: Order): Promise<Candidates> {
  const candidates = await fitting(tx, asked, order);
  if (!asked.available || candidates.ids.length === 0) return candidates;
  const checked = candidates.ids.slice(0, mostChecked);
  const [kept] = await tx.query(keepAvailable, [tx.context.tenantId, checked, asked.branchId]);
  const capped = candidates.capped || candidates.ids.length > mostChecked;
  return { ...candidates, ids: kept?.ids ?? [], capped };
}

async function fitting(tx: Tx, asked: Asked, order: Order): Promise<Candidates> {
  if (asked.isbn) {
    const bookId = await bookWithIsbn(tx, asked.isbn);
    return bookId ? byWords(tx, { ...asked, bookId }, order) : nothing;
  }
  const bookId = asked.query ? await bookWithIsbn(tx, asked.query) : undefined;
  if (bookId) return byWords(tx, { ...asked, query: undefined, bookId }, order);
  return hasWords(asked) ? byWords(tx, asked, order) : firstOfList(tx, asked, order);
}

async function bookWithIsbn(tx: Tx, text: string): Promise<string | undefined> {
  const isbn = toIsbn13(text);
  if (!isbn) return undefined;
  const [book] = await tx.query(findByIsbn, [tx.context.tenantId, isbn]);
  return book?.id;
}

async function byWords(tx: Tx, asked: Asked, order: Order): Promise<Candidates> {
  const reading = await readTyped(tx, asked);
  if (reading.words.length === 0 && !asked.bookId) return nothing;
  const candidates = await ranked(tx, asked, reading, order);
  if (candidates.ids.length > 0 || isFiltered(asked)) return candidates;
  for (const other of await otherReadings(tx, reading)) {
    const otherwise = await ranked(tx, asked, other, order);
    if (otherwise.ids.length > 0) return otherwise;
  }
  return nothing;
}

async function ranked(tx: Tx, asked: Asked, reading: Reading, order: Order): Promise<Candidates> {
  const { words, completions, corrections } = reading;
  const terms = termsOf(words, completions);
  const title = corrections.length > 0 ? words.map(({ word }) => word).join(' ') : (asked.query ?? asked.title ?? '');
  const values = [...criteriaOf(terms, asked), terms.rankedBy || null, title, mostCandidates + 1];
  const [found] = await tx.query(searchBooks(order), values);
  const correctedTo = found?.ids.length ? corrections.join(' ') : '';
  return { ...cap(found?.ids ?? []), ...(correctedTo ? { correctedTo } : {}) };
}

/** The first books of a list, as candidates for what is not in the index: availability, counts of languages. */
export async function firstOfList(tx: Tx, asked: Asked, order: Order): Promise<Candidates> {
  const [listed] = await tx.query(listBooks, [...criteriaOf(noTerms, asked), order, 0, mostCandidates + 1]);
  return cap(listed?.ids ?? []);
}

const cap = (ids: string[]): Candidates => ({
  ids: ids.slice(0, mostCandidates),
  capped: ids.length > mostCandidates,
});
