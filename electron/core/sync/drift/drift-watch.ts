import type { Drift } from '#shared/contract/sync.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Feed } from '../feed.ts';
import { FeedTrouble } from '../feed-trouble.ts';
import { compareRange } from './compare-range.ts';
import { countStrayBooks } from './count-stray-books.ts';
import { nextComparison, soon } from './next-comparison.ts';

type DriftWatchOptions = {
  cache: Cache;
  feed: Pick<Feed, 'digest'>;
  now: () => Date;
  /** From [0, 1). */
  random: () => number;
};

/** What a step came to: nothing is due, there is more to compare, or the cache is wrong. */
export type Step = { kind: 'idle' } | { kind: 'going_on' } | { kind: 'drifted'; drift: Drift };

const idle: Step = { kind: 'idle' };
const goingOn: Step = { kind: 'going_on' };

/**
 * Compares the cache with the server once a night, range by range. What differs is compared again after the next pull,
 * and is drift when it differs then: the feed has told this desk of everything that it leaves out here.
 */
export class DriftWatch {
  readonly #options: DriftWatchOptions;
  readonly #night: number;
  #dueAt: Date;
  /** Ranges up to this copy were alike; null before the first, and `books` when all of them were. */
  #place: { after: string | null } | 'books' = { after: null };
  /** The present range differed once. */
  #isDoubted = false;

  constructor(options: DriftWatchOptions) {
    this.#options = options;
    this.#night = options.random();
    const comparedAt = options.cache.writer.comparedAt();
    this.#dueAt = this.#next(comparedAt === null ? null : new Date(comparedAt));
  }

  /**
   * The next step, where one is due: to be called right after the cache was brought up to date, by whoever alone writes
   * to it. What goes wrong on the line only puts it off.
   */
  async step(signal: AbortSignal): Promise<Step> {
    const now = this.#options.now();
    if (now < this.#dueAt) return idle;
    try {
      return await (this.#place === 'books' ? this.#lookAtBooks(signal) : this.#compareFrom(this.#place.after, signal));
    } catch (error) {
      if (!(error instanceof FeedTrouble)) throw error;
      // An older server does not know the question; with the next night comes perhaps another.
      this.#dueAt = error.code === 'REFUSED' ? this.#next(now) : this.#soon();
      return idle;
    }
  }

  /** The cache is what the server has: it was compared to the end, or loaded afresh. */
  begunAnew(): void {
    const now = this.#options.now();
    this.#options.cache.writer.noteCompared(now);
    this.#goTo({ after: null });
    this.#dueAt = this.#next(now);
  }

  async #compareFrom(after: string | null, signal: AbortSignal): Promise<Step> {
    const compared = await compareRange({ ...this.#options, signal }, after);
    switch (compared.kind) {
      case 'alike':
        this.#goTo(compared.upTo === null ? 'books' : { after: compared.upTo });
        return goingOn;
      case 'too_much_new':
        this.#dueAt = this.#soon();
        return idle;
      case 'differs':
        return this.#doubt(compared.drift);
    }
  }

  async #lookAtBooks(signal: AbortSignal): Promise<Step> {
    const books = await countStrayBooks(this.#options.cache, signal);
    if (books > 0) return this.#doubt({ kind: 'stray_books', books });
    this.begunAnew();
    return idle;
  }

  #doubt(drift: Drift): Step {
    if (this.#isDoubted) return { kind: 'drifted', drift };
    this.#isDoubted = true;
    return goingOn;
  }

  #goTo(place: { after: string | null } | 'books'): void {
    this.#place = place;
    this.#isDoubted = false;
  }

  #next(comparedAt: Date | null): Date {
    const { now, random } = this.#options;
    return nextComparison(comparedAt, now(), { night: this.#night, soon: random() });
  }

  #soon(): Date {
    return soon(this.#options.now(), { soon: this.#options.random() });
  }
}
