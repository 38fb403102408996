import type { CacheState } from '#shared/contract/desk.ts';
import type { Cache } from '../cache/cache.ts';
import type { Applied } from '../cache/writer.ts';

/** Between two reports that differ in nothing but numbers, in milliseconds. */
const leastPauseMs = 100;

/** Tells how the cache is getting on, often enough for a bar to move and not more often. */
export class CacheReport {
  readonly #cache: Cache;
  readonly #now: () => Date;
  readonly #say: (state: CacheState) => void;
  #counts: { books: number; copies: number } | null = null;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(cache: Cache, now: () => Date, say: (state: CacheState) => void) {
    this.#cache = cache;
    this.#now = now;
    this.#say = say;
  }

  /** What the cache is when nothing is going on: ready since it was last caught up, or empty. */
  settled(): void {
    this.#counts = null;
    this.#report();
  }

  /** A page was applied. Counting takes some ms in a large cache, so it is done only when there are more or fewer rows. */
  applied({ resized }: Applied): void {
    if (resized) this.#counts = null;
    if (resized || this.#isDue()) this.#report();
  }

  loading(done: number, total: number, reason: string): void {
    const isEdge = done === 0 || done === total;
    if (isEdge || this.#isDue()) this.#tell({ kind: 'loading', done, total, reason });
  }

  #report(): void {
    const caughtUpAt = this.#cache.writer.caughtUpAt();
    if (caughtUpAt === null) {
      this.#tell({ kind: 'empty' });
      return;
    }
    this.#counts ??= this.#cache.reader.counts();
    this.#tell({ kind: 'ready', ...this.#counts, caughtUpAt });
  }

  #isDue(): boolean {
    return this.#now().getTime() - this.#saidAt >= leastPauseMs;
  }

  #tell(state: CacheState): void {
    this.#saidAt = this.#now().getTime();
    this.#say(state);
  }
}
