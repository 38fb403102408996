import { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import type { ShelfProgress } from '#shared/contract/stocktake.ts';
import type { Clock } from '../clock.ts';
import type { ServerClient } from '../server/client.ts';

type TogetherOptions = {
  client: ServerClient;
  authorization: string;
  clock: Clock;
  isOffline: () => boolean;
};

/** What all desks of one count have seen, as the server last said. */
export class Together {
  readonly #options: TogetherOptions;
  readonly #stocktakeId: string;
  #said: { shelves: ShelfProgress[]; ofThisDesk: number } | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(stocktakeId: string, options: TogetherOptions) {
    this.#stocktakeId = stocktakeId;
    this.#options = options;
  }

  /** Null while the server cannot be asked, or has not been. */
  shelves(): ShelfProgress[] | null {
    return this.#options.isOffline() ? null : (this.#said?.shelves ?? null);
  }

  /** The same as figures; `seenHere`: what this desk has seen by now, sent or not, counts at once. */
  totals(seenHere: number): { expected: number; seen: number } | null {
    const shelves = this.shelves();
    if (!shelves || !this.#said) return null;
    const expected = shelves.reduce((sum, section) => sum + section.expected, 0);
    const seen = shelves.reduce((sum, section) => sum + section.seen, 0);
    return { expected, seen: Math.min(expected, seen + Math.max(0, seenHere - this.#said.ofThisDesk)) };
  }

  /**
   * Asks the server, unless it was asked so short a time ago: it looks at all copies of the count.
   * @param ofThisDesk how many of what it has seen are this desk's own
   * @returns whether it said anything new
   */
  async ask(atMostEveryMs: number, ofThisDesk: number): Promise<boolean> {
    const { client, authorization, clock, isOffline } = this.#options;
    const now = clock.now().getTime();
    if (isOffline() || Math.abs(now - this.#askedAt) < atMostEveryMs) return false;
    this.#askedAt = now;
    const asked = { params: { id: this.#stocktakeId }, as: authorization };
    const answered = await client.call(stocktakesApi.stocktakeProgress, asked);
    if (answered.kind !== 'done') return false;
    this.#said = { shelves: answered.answer.data, ofThisDesk };
    return true;
  }
}
