import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { asDamage, type FileOnDisk, openOnDisk, type Unusable } from './file-on-disk.ts';
import { type FeedPosition, type Meta, positionOf, readMeta } from './meta.ts';
import { bookColumns, bookOf, copyColumns, copyOf } from './rows.ts';
import { applicationId, schemaVersion } from './schema.ts';
import { sortableTitle } from './sortable-title.ts';

/** A row as it is stored; null where this program cannot make sense of it. */
type Stored<Row> = { id: string; row: Row | null };

const rowsAtOnce = 2000;

/** Opens a desk's cache as it is on its disk. It is to be closed. */
export function lookAtCache(path: string): CacheOnDisk | Unusable {
  const file = openOnDisk(path, { applicationId, schemaVersion });
  if (file.kind !== 'sound') return file;
  try {
    return new CacheOnDisk(file);
  } catch (error) {
    file.close();
    return asDamage(error);
  }
}

/** What a desk's cache says, for whoever compares it with something. */
export class CacheOnDisk {
  readonly kind = 'sound';
  readonly meta: Meta;
  readonly #database: Database;
  readonly #file: FileOnDisk;

  constructor(file: FileOnDisk) {
    this.#file = file;
    this.#database = file.database;
    this.meta = readMeta(file.database);
  }

  /** Up to where it has followed the feed; null while nothing was ever loaded. */
  get position(): FeedPosition | null {
    return positionOf(this.meta);
  }

  /** All books, in the order of their ids. */
  books(): Generator<Stored<SyncBook>, void> {
    return this.#inOrder(`SELECT ${bookColumns} FROM books b`, bookOf);
  }

  /** All copies, in the order of their ids. */
  copies(): Generator<Stored<SyncCopy>, void> {
    return this.#inOrder(`SELECT ${copyColumns} FROM copies`, copyOf);
  }

  /** Books without a copy here, which go with the next page. */
  unheldBooks(): Set<string> {
    return new Set(this.#database.prepare<[], string>('SELECT book_id FROM unheld').pluck().all());
  }

  /** Ids of books that are here and that searching or browsing does not find as they are. */
  *hiddenBooks(): Generator<string, void> {
    const books = this.#database.prepare<[], { id: string; title: string; sorted: string; hasWords: number }>(
      `SELECT b.id, b.title, b.sort_title AS sorted,
         EXISTS (SELECT 1 FROM book_words_docsize d WHERE d.id = b.key) AS hasWords FROM books b`,
    );
    for (const { id, title, sorted, hasWords } of books.iterate()) {
      if (!hasWords || sorted !== sortableTitle(title)) yield id;
    }
  }

  close(): void {
    this.#file.close();
  }

  *#inOrder<Row>(select: string, read: (stored: unknown) => Row): Generator<Stored<Row>, void> {
    const page = this.#database.prepare<[string, number], { id: string }>(`${select} WHERE id > ? ORDER BY id LIMIT ?`);
    for (let last: string | undefined = ''; last !== undefined; ) {
      const rows: { id: string }[] = page.all(last, rowsAtOnce);
      for (const stored of rows) yield { id: stored.id, row: unlessStrange(() => read(stored)) };
      last = rows.length === rowsAtOnce ? rows.at(-1)?.id : undefined;
    }
  }
}

/** A value that this program does not know spoils its own row only. */
function unlessStrange<Row>(read: () => Row): Row | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return null;
    throw error;
  }
}
