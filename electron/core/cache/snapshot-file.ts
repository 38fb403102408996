import type { Database } from 'better-sqlite3';
import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import type { CacheFile } from './cache-files.ts';
import { type FeedPosition, type LoadProgress, writeMeta } from './meta.ts';
import { bookValues, copyValues, indexWords, upsertBook, upsertCopy } from './rows.ts';
import { indexes, noteUnheld } from './schema.ts';
import { mergeWords, startBulkWords, stopBulkWords } from './word-index.ts';
import { CacheWriter } from './writer.ts';

export type SnapshotRow = { book: SyncBook } | { copy: SyncCopy };

/** Books whose words go into the index in one step: some 25 ms of work, so that the desk still answers in between. */
const booksPerStep = 1000;

/**
 * A snapshot on its way to become the cache: a file of its own, beside the present one, which stays in use. Everything
 * is in transactions with the progress that it makes, so that a load which was killed goes on where it stopped.
 */
export class SnapshotFile {
  readonly file: CacheFile;
  readonly writer: CacheWriter;
  readonly #database: Database;
  readonly #sql: ReturnType<typeof prepareLoad>;
  #progress: LoadProgress;

  /** For the cache: `database` is a file made by `startLoad`, perhaps of an earlier run. */
  constructor(file: CacheFile, database: Database, progress: LoadProgress) {
    this.file = file;
    this.writer = new CacheWriter(database);
    this.#database = database;
    this.#sql = prepareLoad(database);
    this.#progress = progress;
  }

  get progress(): Readonly<LoadProgress> {
    return this.#progress;
  }

  /** Takes the next rows of the snapshot, in its order, in one transaction. Rows that came before are only written again. */
  add(rows: readonly SnapshotRow[]): void {
    if (rows.length === 0) return;
    this.#make({ done: this.#progress.done + rows.length, after: nameOf(rows.at(-1)) }, () => {
      for (const row of rows) {
        if ('book' in row) this.#sql.upsertBook.run(bookValues(row.book));
        else this.#sql.upsertCopy.run(copyValues(row.copy));
      }
    });
  }

  /** All rows have arrived. */
  rowsComplete(): void {
    this.#make({ stage: 'indexes' });
  }

  /** Builds what searching needs, piece by piece: the caller lets others work between two steps. */
  *build(): Generator<void, void> {
    if (this.#progress.stage === 'indexes') {
      for (const sql of [...indexes, noteUnheld]) {
        this.#database.exec(sql);
        yield;
      }
      this.#make({ stage: 'words' });
    }
    if (this.#progress.stage !== 'words') return;
    startBulkWords(this.#database);
    const last = this.#sql.lastKey.get() ?? 0;
    while (this.#progress.wordsUpTo < last) {
      const { wordsUpTo } = this.#progress;
      const next = wordsUpTo + booksPerStep;
      this.#make({ wordsUpTo: next }, () => this.#sql.indexWords.run(wordsUpTo, next));
      yield;
    }
    yield* mergeWords(this.#database);
    stopBulkWords(this.#database);
    this.#make({ stage: 'catching_up' });
  }

  /** Leaves a complete file without a log beside it, ready to be renamed. The handles are closed. */
  seal(): void {
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    this.#database.close();
  }

  /** Leaves it as it is, to go on later. */
  close(): void {
    this.#database.close();
  }

  /** Does a step's work and writes down that it is done, both or neither. */
  #make(step: Partial<LoadProgress>, work: () => void = () => {}): void {
    const progress = { ...this.#progress, ...step };
    const transaction = this.#database.transaction(() => {
      work();
      writeMeta(this.#database, { load: JSON.stringify(progress) });
    });
    transaction.immediate();
    this.#progress = progress;
  }
}

/** Marks a new file as a load that begins at a snapshot's head. */
export function startLoad(database: Database, position: FeedPosition, counts: LoadProgress['counts']): LoadProgress {
  const progress: LoadProgress = { stage: 'rows', counts, done: 0, after: null, wordsUpTo: 0 };
  database.transaction(() => writeMeta(database, { ...position, load: JSON.stringify(progress) })).immediate();
  return progress;
}

/** A row as the snapshot's `after` names it. */
function nameOf(row: SnapshotRow | undefined): string | null {
  if (!row) return null;
  return 'book' in row ? `book:${row.book.id}` : `copy:${row.copy.id}`;
}

function prepareLoad(database: Database) {
  return {
    upsertBook: database.prepare(upsertBook),
    upsertCopy: database.prepare(upsertCopy),
    indexWords: database.prepare<[number, number]>(`${indexWords} WHERE b.key > ? AND b.key <= ?`),
    lastKey: database.prepare<[], number | null>('SELECT max(key) FROM books').pluck(),
  };
}
