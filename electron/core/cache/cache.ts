import { mkdirSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { BookAvailability } from '#shared/contract/api/catalog.ts';
import {
  type CacheFile,
  makeReady,
  newestLoading,
  newestReady,
  nextFile,
  removeFile,
  type SetAsideAs,
  setAside,
} from './cache-files.ts';
import type { FeedPosition, LoadProgress, Owner } from './meta.ts';
import { openFile } from './open-file.ts';
import { CacheReader } from './reader.ts';
import { indexes } from './schema.ts';
import { SnapshotFile, startLoad } from './snapshot-file.ts';
import { CacheWriter } from './writer.ts';

type CacheOptions = Owner & { dir: string; now: () => Date };

/** A file that was put out of the way, and why. */
type SetAside = { as: SetAsideAs; path: string; detail: string };

type Ready = { file: CacheFile; database: Database; writer: CacheWriter };

/** Opens the cache of a branch in its folder; a damaged file, or one of another branch, is set aside for a new one. */
export function openCache(options: CacheOptions): Cache {
  return new Cache(options);
}

/** What a desk keeps of its branch's books and copies, to find and show them without a line. No person is in it. */
export class Cache {
  readonly reader: CacheReader;
  readonly #options: CacheOptions;
  #ready: Ready;
  #setAside: SetAside | null = null;
  #onDamage: (() => void) | null = null;

  constructor(options: CacheOptions) {
    mkdirSync(options.dir, { recursive: true });
    this.#options = options;
    this.reader = new CacheReader(options.branchId, () => this.reportDamage());
    this.#ready = this.#openReady();
    this.reader.turnTo(this.#ready.file.path);
  }

  get writer(): CacheWriter {
    return this.#ready.writer;
  }

  /** The last file that was set aside since the cache was opened; null when all was well. */
  get setAside(): SetAside | null {
    return this.#setAside;
  }

  /** Keeps what the server said of a book at all branches, for when the line is down. */
  rememberAvailability(bookId: string, answer: BookAvailability, saidAt: string): void {
    this.writer.rememberAvailability(bookId, answer, saidAt);
  }

  /** Whoever follows the feed is told when reading finds the file broken, and calls `replaceDamaged`. */
  onDamage(listener: () => void): void {
    this.#onDamage = listener;
  }

  /** Reading found the file broken. */
  reportDamage(): void {
    this.#onDamage?.();
  }

  /** Puts the present file aside and goes on with an empty one. */
  replaceDamaged(): void {
    this.#closeReady();
    this.#putAside(this.#ready.file, 'damaged', 'found broken while it was in use');
    this.#ready = this.#openReady();
    this.reader.turnTo(this.#ready.file.path);
  }

  /** Whether the loading of a snapshot was interrupted. */
  get hasUnfinishedSnapshot(): boolean {
    return newestLoading(this.#options.dir) !== null;
  }

  /** A snapshot that an earlier run did not finish; null when there is none that can be gone on with. */
  unfinishedSnapshot(): SnapshotFile | null {
    const file = newestLoading(this.#options.dir);
    if (!file) return null;
    const opened = openFile(file.path, this.#options);
    if (opened.kind === 'open' && opened.meta.load) return new SnapshotFile(file, opened.database, opened.meta.load);
    if (opened.kind === 'open') opened.database.close();
    removeFile(file.path);
    return null;
  }

  /** A new file for a snapshot; whatever was loaded before is dropped. */
  beginSnapshot(position: FeedPosition, counts: LoadProgress['counts']): SnapshotFile {
    this.dropSnapshot();
    const file = nextFile(this.#options.dir, 'loading');
    const { database } = this.#openOwn(file);
    return new SnapshotFile(file, database, startLoad(database, position, counts));
  }

  /** Removes a snapshot that is of no use any more. It must be closed. */
  dropSnapshot(): void {
    const file = newestLoading(this.#options.dir);
    if (file) removeFile(file.path);
  }

  /** Makes a complete snapshot the cache. What the server said of other branches goes along. */
  swapIn(snapshot: SnapshotFile): void {
    snapshot.writer.takeAvailabilityFrom(this.#ready.writer);
    snapshot.seal();
    const file = makeReady(snapshot.file);
    this.#closeReady();
    removeFile(this.#ready.file.path);
    this.#ready = readyFrom(file, this.#openOwn(file).database);
    this.#ready.writer.endLoad();
    this.reader.turnTo(file.path);
  }

  close(): void {
    this.#closeReady();
  }

  #closeReady(): void {
    this.reader.close();
    this.#ready.database.close();
  }

  #openReady(): Ready {
    const file = newestReady(this.#options.dir);
    if (!file) return this.#openEmpty();
    const opened = openFile(file.path, this.#options);
    if (opened.kind === 'open') return readyFrom(file, opened.database);
    this.#putAside(file, opened.kind, opened.detail);
    return this.#openEmpty();
  }

  #openEmpty(): Ready {
    const file = nextFile(this.#options.dir, 'ready');
    const { database } = this.#openOwn(file);
    for (const sql of indexes) database.exec(sql);
    return readyFrom(file, database);
  }

  /** Opens a file that was made in this run: there is no need to look whether it is sound. */
  #openOwn(file: CacheFile): { database: Database } {
    const opened = openFile(file.path, this.#options, { trusted: true });
    if (opened.kind !== 'open') throw new Error(`A new cache file could not be opened: ${opened.detail}`);
    return opened;
  }

  #putAside(file: CacheFile, as: SetAsideAs, detail: string): void {
    const path = setAside(this.#options.dir, file, as, this.#options.now());
    this.#setAside = { as, path, detail };
  }
}

const readyFrom = (file: CacheFile, database: Database): Ready => ({
  file,
  database,
  writer: new CacheWriter(database),
});
