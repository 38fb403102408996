import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import type { SyncHeartbeat, SyncHint } from '#shared/contract/sync.ts';
import { shutOut } from '../../auth/shut-out.ts';
import type { Database } from '../../db/database.ts';
import { eventText } from './event-stream.ts';
import { FeedLag } from './lag.ts';
import type { Listeners } from './listeners.ts';
import { type News, NewsFinder } from './news.ts';

export type RoundsDeps = {
  database: Database;
  now: () => Date;
  log: FastifyBaseLogger;
  /** Takes how many seconds the feed lags, after each look. */
  showLag: (seconds: number) => void;
};

/** A change is seen after 60 ms in the middle; a `NOTIFY` in the deciding transaction would halve its rate. */
const lookEveryMs = 100;
/** A desk takes the line for dead after two that it missed. */
const heartbeatEveryMs = 2000;

/** Looks for news and tells the listeners, until it is stopped. */
export class Rounds {
  /** From here on nothing new is missed. */
  readonly begun: Promise<void>;
  readonly #deps: RoundsDeps;
  readonly #listeners: Listeners;
  readonly #finder: NewsFinder;
  readonly #lag = new FeedLag();
  #lagSeconds = 0;
  #look: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  /** When the database last answered, by the clock that never jumps. */
  #answeredAt = 0;
  #isAway = false;
  #endingShutOut: Promise<void> | undefined;
  #isStopped = false;

  constructor(deps: RoundsDeps, listeners: Listeners) {
    this.#deps = deps;
    this.#listeners = listeners;
    this.#finder = new NewsFinder(deps.database);
    this.begun = this.#begin();
  }

  heartbeat(): string {
    const beat: z.input<typeof SyncHeartbeat> = {
      at: this.#deps.now().toISOString(),
      lagSeconds: Math.floor(this.#lagSeconds),
    };
    return eventText('heartbeat', beat);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#look);
    clearInterval(this.#heartbeat);
  }

  async #begin(): Promise<void> {
    await this.#finder.look([]);
    this.#answeredAt = performance.now();
    if (this.#isStopped) return;
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatEveryMs);
    this.#lookLater();
  }

  #lookLater(): void {
    if (!this.#isStopped) this.#look = setTimeout(() => void this.#round(), lookEveryMs);
  }

  async #round(): Promise<void> {
    try {
      const news = await this.#finder.look(this.#listeners.places());
      this.#answered(true);
      if (this.#isStopped) return;
      this.#tell(news);
      this.#lagSeconds = this.#lag.at(news, performance.now());
      this.#deps.showLag(this.#lagSeconds);
    } catch (error) {
      this.#answered(false, error);
    }
    this.#lookLater();
  }

  #tell({ epoch, fresh }: News): void {
    const hint: SyncHint = { epoch, at: this.#deps.now().toISOString() };
    for (const place of fresh) this.#listeners.tell(place, eventText('change', hint));
  }

  #answered(well: boolean, err?: unknown): void {
    if (well) this.#answeredAt = performance.now();
    else if (!this.#isAway) this.#deps.log.warn({ err }, 'the feed cannot be read; desks hear no heartbeat');
    this.#isAway = !well;
  }

  /** A heartbeat says that decisions can be made here: without the database there is none. */
  #beat(): void {
    // Once at a time: a database that is slow must not be asked the more, nor lose its connections to it.
    this.#endingShutOut ??= this.#endShutOut().finally(() => {
      this.#endingShutOut = undefined;
    });
    const isWell = performance.now() - this.#answeredAt < heartbeatEveryMs;
    if (isWell) this.#listeners.tellAll(this.heartbeat());
  }

  /** Whoever was shut out, at whichever server, hears nothing more: a key or a sign-in was looked at when he came only. */
  async #endShutOut(): Promise<void> {
    try {
      for (const [tenantId, ids] of this.#listeners.credentials())
        this.#listeners.end(await shutOut(this.#deps.database, tenantId, ids));
    } catch (error) {
      this.#answered(false, error);
    }
  }
}
