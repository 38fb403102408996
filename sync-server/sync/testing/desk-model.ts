import { SnapshotLine, type SyncBook, type SyncCopy } from '#shared/contract/sync.ts';
import type { Feed } from './feed.ts';

type Cache = { cursor: string; books: Map<string, SyncBook>; copies: Map<string, SyncCopy> };
type Load = { pieces: AsyncGenerator<string, void>; cache: Cache; after: string | undefined };

/** A desk as the contract wants it, in memory: a snapshot beside the present cache, then page after page of changes. */
export class DeskModel {
  readonly branchId: string;
  readonly #feed: Feed;
  #cache: Cache | undefined;
  #load: Load | undefined;

  constructor(feed: Feed, branchId: string) {
    this.#feed = feed;
    this.branchId = branchId;
  }

  /** The next piece of a snapshot, of a new one if none is under way; the line may be cut before it. */
  async loadOn(lineIsCut: boolean): Promise<void> {
    const load = this.#load ?? this.#begin();
    this.#load = load;
    if (lineIsCut) await this.#cut(load);
    const { value } = await load.pieces.next();
    for (const text of value?.trimEnd().split('\n') ?? []) this.#take(load, SnapshotLine.parse(JSON.parse(text)));
  }

  /** Loads to the end what is under way, or everything when the desk has nothing yet. */
  async finishLoading(): Promise<void> {
    while (this.#load || !this.#cache) await this.loadOn(false);
  }

  /** One page of changes. Returns whether there is more. */
  async pull(limit: number): Promise<boolean> {
    const cache = this.#cache;
    if (!cache) return false;
    const page = await this.#feed.changes(this.branchId, cache.cursor, limit);
    for (const id of page.removed) cache.copies.delete(id);
    for (const book of page.books) cache.books.set(book.id, book);
    for (const copy of page.copies) cache.copies.set(copy.id, copy);
    cache.cursor = page.cursor;
    return page.more;
  }

  /** What it holds, as the server's own list has it. */
  held() {
    const { books, copies } = this.#cache ?? { books: new Map(), copies: new Map() };
    return [...copies.values()]
      .map(({ id, status, homeBranchId: home, currentBranchId: current, bookId }) => {
        return { id, status, home, current, publisher: books.get(bookId)?.publisher };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async leave(): Promise<void> {
    await this.#load?.pieces.return();
  }

  #begin(): Load {
    const cache = { cursor: '', books: new Map(), copies: new Map() };
    return { pieces: this.#feed.snapshot(this.branchId), cache, after: undefined };
  }

  async #cut(load: Load): Promise<void> {
    await load.pieces.return();
    const { cache, after } = load;
    load.pieces = this.#feed.snapshot(this.branchId, after ? { cursor: cache.cursor, after } : undefined);
  }

  #take(load: Load, line: SnapshotLine): void {
    const { cache } = load;
    if ('end' in line) {
      this.#cache = cache;
      this.#load = undefined;
    } else if ('book' in line) {
      cache.books.set(line.book.id, line.book);
      load.after = `book:${line.book.id}`;
    } else if ('copy' in line) {
      cache.copies.set(line.copy.id, line.copy);
      load.after = `copy:${line.copy.id}`;
    } else {
      cache.cursor = line.cursor;
    }
  }
}
