import type { Database } from 'better-sqlite3';
import type { CatalogRow } from '#shared/contract/bridge/catalog.ts';
import { type Hit, type Place, ranked } from './rank.ts';
import { bookColumns, catalogRowOf } from './rows.ts';
import { readTyped, type TypedSearch, titleTest, wordsQuery } from './typed-search.ts';

export type SearchAnswer = { rows: CatalogRow[]; total: number; totalIsCapped: boolean };

/**
 * So many books are looked at, and then put in order: putting every hit of "the" in order takes 156 ms at 500,000
 * copies, the first five hundred of them below 2 ms.
 */
export const mostHits = 500;
const mostByTitle = 200;
const mostByNumber = 50;

/** Greater than any text that begins in the same way. */
const after = (start: string) => `${start}\u{10ffff}`;

/** Prepares the search on one file, for the copies of one branch. */
export function prepareSearch(database: Database, branchId: string) {
  const sql = statements(database);

  function hits(typed: TypedSearch): { found: Hit[]; capped: boolean } {
    const found: Hit[] = [];
    const add = (place: Place, rows: [number, string][]) => {
      for (const [key, title] of rows) found.push({ key, title, place });
    };
    for (const barcode of typed.barcodes) add('number', sql.barcode.all(barcode));
    if (typed.isbn) add('number', sql.isbn.all(typed.isbn));
    if (typed.barcodeStart) add('number_start', sql.barcodeStart.all(typed.barcodeStart, after(typed.barcodeStart)));
    if (typed.isbnStart) add('number_start', sql.isbnStart.all(typed.isbnStart, after(typed.isbnStart)));
    if (typed.titleStart) {
      add('whole_title', sql.title.all(typed.titleStart));
      add('title_start', sql.titleStart.all(typed.titleStart, after(typed.titleStart)));
    }
    const words = hitsOfWords(typed.words);
    return { found: found.concat(words.found), capped: words.capped };
  }

  /**
   * Books that have the words. When there are more than are looked at, those with them in the title come along; of three
   * words and more ("the of in") the second look costs more than it finds.
   */
  function hitsOfWords(words: string[]): { found: Hit[]; capped: boolean } {
    if (words.length === 0) return { found: [], capped: false };
    const query = wordsQuery(words);
    const anywhere = sql.words.all(query, mostHits);
    const capped = anywhere.length === mostHits;
    const inTitle = titleTest(words);
    const lookAgain = capped && words.length < 3;
    const rows = lookAgain ? anywhere.concat(sql.words.all(`title : (${query})`, mostByTitle)) : anywhere;
    return {
      found: rows.map(([key, title]) => ({ key, title, place: inTitle(title) ? 'title' : 'anywhere' })),
      capped,
    };
  }

  function rowsOf(keys: number[]): CatalogRow[] {
    return keys.flatMap((key) => sql.row.all(branchId, branchId, key).map(catalogRowOf));
  }

  /** The books that a text may mean, from `offset` on. Nothing typed: all books by title. */
  return function search(text: string, offset: number, limit: number): SearchAnswer {
    if (text.trim() === '') {
      const keys = sql.everything.all(limit, offset);
      return { rows: rowsOf(keys), total: sql.count.get() ?? 0, totalIsCapped: false };
    }
    const { found, capped } = hits(readTyped(text));
    const keys = ranked(found).slice(0, mostHits);
    return { rows: rowsOf(keys.slice(offset, offset + limit)), total: keys.length, totalIsCapped: capped };
  };
}

function statements(database: Database) {
  const hits = (sql: string) => database.prepare<unknown[], [number, string]>(sql).raw();
  return {
    barcode: hits(`SELECT b.key, b.sort_title FROM copies c JOIN books b ON b.id = c.book_id WHERE c.barcode = ?`),
    barcodeStart: hits(
      `SELECT b.key, b.sort_title FROM copies c JOIN books b ON b.id = c.book_id
       WHERE c.barcode >= ? AND c.barcode < ? ORDER BY c.barcode LIMIT ${mostByNumber}`,
    ),
    isbn: hits('SELECT key, sort_title FROM books WHERE isbn = ?'),
    isbnStart: hits(
      `SELECT key, sort_title FROM books WHERE isbn >= ? AND isbn < ? ORDER BY isbn LIMIT ${mostByNumber}`,
    ),
    title: hits(`SELECT key, sort_title FROM books WHERE sort_title = ? LIMIT ${mostByTitle}`),
    titleStart: hits(
      `SELECT key, sort_title FROM books WHERE sort_title >= ? AND sort_title < ?
       ORDER BY sort_title LIMIT ${mostByTitle}`,
    ),
    words: hits(
      `SELECT b.key, b.sort_title FROM (SELECT rowid AS key FROM book_words WHERE book_words MATCH ? LIMIT ?) w
       JOIN books b ON b.key = w.key`,
    ),
    everything: database
      .prepare<[number, number], number>('SELECT key FROM books ORDER BY sort_title, key LIMIT ? OFFSET ?')
      .pluck(),
    count: database.prepare<[], number>('SELECT count(*) FROM books').pluck(),
    // One outer join with a GROUP BY takes four times as long as the two counts.
    row: database.prepare<[string, string, number]>(
      `SELECT ${bookColumns},
         (SELECT count(*) FROM copies c
          WHERE c.book_id = b.id AND c.current_branch_id = ? AND c.status <> 'withdrawn') AS copies,
         (SELECT count(*) FROM copies c
          WHERE c.book_id = b.id AND c.current_branch_id = ? AND c.status = 'available') AS available
       FROM books b WHERE b.key = ?`,
    ),
  };
}
