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
    const reworded = new Set<string>();
    let resized = false;
    for (const id of page.removed) resized = this.#remove(id, reworded) || resized;
    for (const book of page.books) resized = this.#putBook(book, reworded) || resized;
    for (const copy of page.copies) resized = this.#putCopy(copy, reworded) || resized;
    for (const bookId of reworded) this.#sql.indexWords.run(bookId);
    return { changed: page.removed.length + page.books.length + page.copies.length > 0, resized };
  }

  /** A removed id is a book's or a copy's: ids are unique over both. */
  #remove(id: string, reworded: Set<string>): boolean {
    const copy = this.#sql.copyPlace.get(id);
    if (copy) {
      this.#sql.removeCopy.run(id);
      reworded.add(copy.bookId);
      return true;
    }
    const key = this.#sql.bookKey.get(id);
    if (key === undefined) return false;
    this.#sql.removeWords.run(key);
    this.#sql.removeBook.run(key);
    return true;
  }

  #putBook(book: SyncBook, reworded: Set<string>): boolean {
    const isNew = this.#sql.bookKey.get(book.id) === undefined;
    this.#sql.upsertBook.run(bookValues(book));
    reworded.add(book.id);
    return isNew;
  }

  /** A book's words hold the shelves of its copies; most changes of a copy, such as a loan, leave them alone. */
  #putCopy(copy: SyncCopy, reworded: Set<string>): boolean {
    const before = this.#sql.copyPlace.get(copy.id);
    this.#sql.upsertCopy.run(copyValues(copy));
    if (before?.shelf === copy.shelf && before.bookId === copy.bookId) return false;
    if (before) reworded.add(before.bookId);
    reworded.add(copy.bookId);
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
