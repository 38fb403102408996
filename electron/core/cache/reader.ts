import type { Database } from 'better-sqlite3';
import { BookAvailability } from '#shared/contract/api/catalog.ts';
import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { type HeldLines, type IdRange, prepareHeldLines, prepareStrayBooks } from './held-lines.ts';
import { isDamage, openForReading } from './open-file.ts';
import { bookColumns, bookOf, copyColumns, copyOf } from './rows.ts';
import { prepareSearch, type SearchAnswer } from './search.ts';

/** A copy as far as a count needs it. */
export type StandingCopy = { barcode: string; shelf: string | null; itemType: string };

type Counts = { books: number; copies: number };
type Reads = ReturnType<typeof prepareReads>;

/**
 * Reads the cache, and can do nothing else: its handle is read-only. It stays the same object when a new snapshot is
 * swapped in underneath.
 */
export class CacheReader {
  readonly #branchId: string;
  readonly #onDamage: (error: unknown) => void;
  #database: Database | null = null;
  #reads: Reads | null = null;

  constructor(branchId: string, onDamage: (error: unknown) => void) {
    this.#branchId = branchId;
    this.#onDamage = onDamage;
  }

  /** Search as you type: ranked, any text is safe. `total` is counted up to `mostHits`. */
  search(query: string, offset: number, limit: number): SearchAnswer {
    return this.#read((reads) => reads.search(query, offset, limit));
  }

  /** The copies of a book, by shelf and barcode. */
  copies(bookId: string): SyncCopy[] {
    return this.#read((reads) => reads.copiesOfBook.all(bookId).map(copyOf));
  }

  /** The copy of a barcode with its book, each null when the cache does not have it. */
  copy(barcode: string): { copy: SyncCopy | null; book: SyncBook | null } {
    return this.#read((reads) => {
      const row = reads.copyByBarcode.get(barcode);
      if (row === undefined) return { copy: null, book: null };
      const copy = copyOf(row);
      const book = reads.book.get(copy.bookId);
      return { copy, book: book === undefined ? null : bookOf(book) };
    });
  }

  /** What the server last said of a book's copies at all branches, and when; null when it was never asked. */
  availability(bookId: string): { availability: BookAvailability; saidAt: string } | null {
    return this.#read((reads) => {
      const row = reads.availability.get(bookId);
      if (row === undefined) return null;
      const [answer, saidAt] = row;
      return { availability: BookAvailability.parse(JSON.parse(answer)), saidAt };
    });
  }

  /** The copies that should stand on this branch's shelves, in no order: a count compares with them. */
  standing(): StandingCopy[] {
    return this.#read((reads) => reads.standing.all(this.#branchId));
  }

  counts(): Counts {
    return this.#read((reads) => ({ books: reads.books.get() ?? 0, copies: reads.copies.get() ?? 0 }));
  }

  /** The next copies of a range with their books, word for word: to be compared with what the server has. */
  heldLines(range: IdRange, limit: number): HeldLines[] {
    return this.#read((reads) => reads.heldLines(range, limit));
  }

  /**
   * How many of the books with keys behind `after`, up to `upTo`, have no copy here or cannot be searched for. Right
   * after the last page of the feed there are none.
   */
  strayBooks(after: number, upTo: number): number {
    return this.#read((reads) => reads.strayBooks.get(after, upTo) ?? 0);
  }

  lastBookKey(): number {
    return this.#read((reads) => reads.lastBookKey.get() ?? 0);
  }

  /** Reads from this file from now on. For the cache alone. */
  turnTo(path: string): void {
    this.close();
    this.#database = openForReading(path);
    this.#reads = prepareReads(this.#database, this.#branchId);
  }

  close(): void {
    this.#reads = null;
    this.#database?.close();
    this.#database = null;
  }

  #read<T>(look: (reads: Reads) => T): T {
    if (!this.#reads) throw new Error('The cache is closed.');
    try {
      return look(this.#reads);
    } catch (error) {
      if (isDamage(error)) this.#onDamage(error);
      throw error;
    }
  }
}

function prepareReads(database: Database, branchId: string) {
  return {
    search: prepareSearch(database, branchId),
    copiesOfBook: database.prepare<[string]>(
      `SELECT ${copyColumns} FROM copies WHERE book_id = ? ORDER BY shelf, barcode, id`,
    ),
    copyByBarcode: database.prepare<[string]>(`SELECT ${copyColumns} FROM copies WHERE barcode = ? LIMIT 1`),
    book: database.prepare<[string]>(`SELECT ${bookColumns} FROM books b WHERE b.id = ?`),
    availability: database
      .prepare<[string], [string, string]>('SELECT answer, said_at FROM availability WHERE book_id = ?')
      .raw(),
    standing: database.prepare<[string], StandingCopy>(
      `SELECT barcode, shelf, item_type AS itemType FROM copies WHERE current_branch_id = ? AND status = 'available'`,
    ),
    books: database.prepare<[], number>('SELECT count(*) FROM books').pluck(),
    copies: database.prepare<[], number>('SELECT count(*) FROM copies').pluck(),
    heldLines: prepareHeldLines(database),
    strayBooks: prepareStrayBooks(database),
    lastBookKey: database.prepare<[], number | null>('SELECT max(key) FROM books').pluck(),
  };
}
