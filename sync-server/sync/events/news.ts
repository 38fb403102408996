import { ask } from '../../db/ask.ts';
import type { Database } from '../../db/database.ts';
import { readNews } from '../queries.ts';
import type { Moment } from './lag.ts';
import type { Place } from './listeners.ts';

export type News = Moment & { epoch: string; fresh: readonly Place[] };

/** Looks again and again, one look after the other, at which branches have changed. */
export class NewsFinder {
  readonly #database: Database;
  #known: { epoch: string; bound: string } | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Which of these branches have changed since the look before: one question, however many they are. */
  async look(places: readonly Place[]): Promise<News> {
    const known = this.#known;
    // Until the answer is here: after a look that failed, and after a first one, everything may be new.
    this.#known = undefined;
    const tenants = places.map(({ tenantId }) => tenantId);
    const branches = places.map(({ branchId }) => branchId);
    const [news] = await ask(this.#database, readNews, [tenants, branches, known?.bound ?? null]);
    if (!news) throw new Error('The database did not say how far the feed is.');
    this.#known = news;
    const goesOn = known !== undefined && known.epoch === news.epoch && BigInt(known.bound) <= BigInt(news.bound);
    const { epoch, bound, newest } = news;
    return {
      epoch,
      bound,
      newest,
      fresh: goesOn ? news.fresh.flatMap((position) => places[position - 1] ?? []) : places,
    };
  }
}
