import type { Database } from 'better-sqlite3';
import type { BookAvailability } from '#shared/contract/api/catalog.ts';
import type { ChangesPage, SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { type FeedPosition, positionOf, readMeta, writeMeta } from './meta.ts';
import { isDamage } from './open-file.ts';
import { bookValues, copyValues, indexWords, upsertBook, upsertCopy } from './rows.ts';

/** The answers kept of other branches; the oldest go first. */
const mostAnswers = 20_000;

/** What a page did: `changed` when a screen may look different, `resized` when there are more or fewer rows. */
export type Applied = { changed: boolean; resized: boolean };

/** Writes the cache: the only handle that can. */
export class CacheWriter {
  readonly #database: Database;
  readonly #sql: ReturnType<typeof prepareWrites>;

  constructor(database: Database) {
    this.#database = database;
    this.#sql = prepareWrites(database);
  }

  /** Up to where this file has followed the feed; null before its first snapshot. */
  position(): FeedPosition | null {
    return positionOf(readMeta(this.#database));
  }

  /** When a page last said that there was nothing more. */
  caughtUpAt(): string | null {
    return readMeta(this.#database).caughtUpAt ?? null;
  }

  /** When this file was last found to be what the server has; null when it never was. */
  comparedAt(): string | null {
    return readMeta(this.#database).comparedAt ?? null;
  }

  noteCompared(now: Date): void {
    writeMeta(this.#database, { comparedAt: now.toISOString() });
  }

  /**
   * Applies a page of the feed and moves the cursor behind it, both or neither: a kill in between finds the file as it
   * was, and the page is asked for again. Applying a page twice changes nothing.
   */
  applyPage(page: ChangesPage, now: Date): Applied {
    const apply = this.#database.transaction((): Applied => {
      const applied = this.#applyRows(page);
      const caughtUp = page.more ? {} : { caughtUpAt: now.toISOString() };
      writeMeta(this.#database, { cursor: page.cursor, ...caughtUp });
      return applied;
    });
    return apply.immediate();
  }

  /** Keeps what the server said of a book at all branches, for when the line is down. */
  rememberAvailability(bookId: string, answer: BookAvailability, saidAt: string): void {
    this.#sql.remember.run(bookId, saidAt, JSON.stringify(answer));
    this.#sql.forgetOldest.run();
  }

  /** What was a snapshot on its way is the cache now. */
  endLoad(): void {
    writeMeta(this.#database, { load: null });
  }

  /** Takes over those answers from another cache file; from a broken one there is nothing to be had. */
  takeAvailabilityFrom(other: CacheWriter): void {
    const take = this.#database.transaction(() => {
      for (const answer of other.#sql.answers.all()) this.#sql.remember.run(answer);
    });
    try {
      take.immediate();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }

  #applyRows(page: ChangesPage): Applied {
    /** Books whose words or copies may be others now. */
    const touched = new Set<string>();
    let resized = false;
    for (const id of page.removed) resized = this.#remove(id, touched) || resized;
    for (const book of page.books) resized = this.#putBook(book, touched) || resized;
    for (const copy of page.copies) resized = this.#putCopy(copy, touched) || resized;
    for (const bookId of touched) this.#settle(bookId);
    if (!page.more) resized = this.#removeUnheld() || resized;
    return { changed: page.removed.length + page.books.length + page.copies.length > 0, resized };
  }

  /** A removed id is a copy's; a book's is understood as well. */
  #remove(id: string, touched: Set<string>): boolean {
    const copy = this.#sql.copyPlace.get(id);
    if (!copy) return this.#removeBook(id);
    this.#sql.removeCopy.run(id);
    touched.add(copy.bookId);
    return true;
  }

  #removeBook(id: string): boolean {
    const key = this.#sql.bookKey.get(id);
    if (key === undefined) return false;
    this.#sql.removeWords.run(key);
    this.#sql.removeBook.run(key);
    return true;
  }

  /** Brings a book's words up to date, and notes whether the branch still has a copy of it. */
  #settle(bookId: string): void {
    this.#sql.indexWords.run(bookId);
    if (this.#sql.isHeld.get(bookId) === undefined) this.#sql.noteUnheld.run(bookId);
    else this.#sql.forgetUnheld.run(bookId);
  }

  /** Between two pages a book may be waiting for its copies; when none follow, it has left the branch. */
  #removeUnheld(): boolean {
    const unheld = this.#sql.unheld.all();
    for (const bookId of unheld) {
      this.#removeBook(bookId);
      this.#sql.forgetUnheld.run(bookId);
    }
    return unheld.length > 0;
  }

  #putBook(book: SyncBook, touched: Set<string>): boolean {
    const isNew = this.#sql.bookKey.get(book.id) === undefined;
    this.#sql.upsertBook.run(bookValues(book));
    touched.add(book.id);
    return isNew;
  }

  /** A book's words hold the shelves of its copies; most changes of a copy, such as a loan, leave them alone. */
  #putCopy(copy: SyncCopy, touched: Set<string>): boolean {
    const before = this.#sql.copyPlace.get(copy.id);
    this.#sql.upsertCopy.run(copyValues(copy));
    if (before?.shelf === copy.shelf && before.bookId === copy.bookId) return false;
    if (before) touched.add(before.bookId);
    touched.add(copy.bookId);
    return before === undefined;
  }
}

function prepareWrites(database: Database) {
  return {
    upsertBook: database.prepare(upsertBook),
    upsertCopy: database.prepare(upsertCopy),
    indexWords: database.prepare<[string]>(`${indexWords} WHERE b.id = ?`),
    removeWords: database.prepare<[number]>('DELETE FROM book_words WHERE rowid = ?'),
    removeBook: database.prepare<[number]>('DELETE FROM books WHERE key = ?'),
    removeCopy: database.prepare<[string]>('DELETE FROM copies WHERE id = ?'),
    isHeld: database.prepare<[string], number>('SELECT 1 FROM copies WHERE book_id = ? LIMIT 1').pluck(),
    noteUnheld: database.prepare<[string]>('INSERT OR IGNORE INTO unheld (book_id) VALUES (?)'),
    forgetUnheld: database.prepare<[string]>('DELETE FROM unheld WHERE book_id = ?'),
    unheld: database.prepare<[], string>('SELECT book_id FROM unheld').pluck(),
    bookKey: database.prepare<[string], number>('SELECT key FROM books WHERE id = ?').pluck(),
    copyPlace: database.prepare<[string], { bookId: string; shelf: string | null }>(
      'SELECT book_id AS bookId, shelf FROM copies WHERE id = ?',
    ),
    remember: database.prepare('INSERT OR REPLACE INTO availability (book_id, said_at, answer) VALUES (?, ?, ?)'),
    answers: database.prepare('SELECT book_id, said_at, answer FROM availability').raw(),
    forgetOldest: database.prepare(
      `DELETE FROM availability WHERE book_id IN
         (SELECT book_id FROM availability ORDER BY said_at DESC LIMIT -1 OFFSET ${mostAnswers})`,
    ),
  };
}
