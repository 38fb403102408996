import { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import type { StocktakeState } from '#shared/contract/stocktake.ts';
import type { Clock } from '../clock.ts';
import { waitBefore } from '../outbox/backoff.ts';
import type { StocktakeScans, StoredScan } from '../outbox/stocktake-scans.ts';
import type { ServerClient } from '../server/client.ts';

/** As many as a call takes (api.md). */
const mostAtOnce = 1000;
/** Scans of this long travel together: a call for each would be ten a second. */
const gatherMs = 400;
const patienceMs = 15_000;

type ScanSenderOptions = {
  scans: StocktakeScans;
  client: ServerClient;
  authorization: string;
  clock: Clock;
  /** A number from [0, 1). */
  random: () => number;
  isOffline: () => boolean;
  /** The server said how a count stands: somebody may have closed it meanwhile. */
  onState: (stocktakeId: string, state: StocktakeState) => void;
  /** Something reached the server, or will not be had by it. */
  onChange: () => void;
};

/** Sends the scans of counts, many at a time, for as long as there are any. The server takes each barcode once. */
export class ScanSender {
  readonly #options: ScanSenderOptions;
  #sending = false;
  /** Something happened while an attempt was under way: there is reason for another at once. */
  #kickedMeanwhile = false;
  #stopped = false;
  #failures = 0;
  #atOnce = mostAtOnce;
  #cancelNext: (() => void) | null = null;

  constructor(options: ScanSenderOptions) {
    this.#options = options;
  }

  /** Something was scanned: it is sent in a moment, with what comes after it. */
  soon(): void {
    this.#cancelNext ??= this.#options.clock.after(gatherMs, () => this.kick());
  }

  /** The line is back: tries now. */
  kick(): void {
    this.#cancelNext?.();
    this.#cancelNext = null;
    void this.#drain();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelNext?.();
  }

  async #drain(): Promise<void> {
    this.#kickedMeanwhile = this.#sending;
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    const pauseMs = await this.#sendUntilPause().catch((error: unknown) => {
      console.error('The scans of a count could not be sent.', error);
      return this.#pause();
    });
    this.#sending = false;
    if (this.#kickedMeanwhile && !this.#stopped) return this.#drain();
    if (pauseMs === null || this.#stopped) return;
    this.#cancelNext?.();
    this.#cancelNext = this.#options.clock.after(pauseMs, () => this.kick());
  }

  /** Milliseconds until the next attempt; null when nothing is left, or the line is down: then its return kicks. */
  async #sendUntilPause(): Promise<number | null> {
    const passedOver: string[] = [];
    while (!this.#stopped && !this.#options.isOffline()) {
      const scans = this.#options.scans.nextUnsent(this.#atOnce, passedOver);
      const [first] = scans;
      if (!first) return passedOver.length > 0 ? this.#pause() : null;
      const pause = await this.#send(first, scans);
      if (pause === 'of_this_count') passedOver.push(first.stocktakeId);
      else if (pause !== null) return pause;
    }
    return null;
  }

  /** How long nothing can be sent, or that only this count must wait; null where sending goes on. */
  async #send({ id, stocktakeId }: StoredScan, scans: StoredScan[]): Promise<number | 'of_this_count' | null> {
    const { client, authorization, clock, scans: disk, onState, onChange } = this.#options;
    const answered = await client.call(stocktakesApi.scanStocktake, {
      params: { id: stocktakeId },
      body: { scans: scans.map(asSent), sentAt: clock.now().toISOString() },
      as: authorization,
      requestId: id,
      patienceMs,
    });
    if (answered.kind === 'unreachable') return this.#pause();
    const ids = scans.map(({ id }) => id);
    if (answered.kind === 'done') {
      disk.sent(ids, clock.now());
      this.#failures = 0;
      this.#atOnce = mostAtOnce;
      onState(stocktakeId, answered.answer.state);
      onChange();
      return null;
    }
    const { problem, retryAfterMs } = answered;
    // A count of another branch, or one that the server fails on: it waits, and the others are sent.
    if (problem.status === 403 || problem.code === 'INTERNAL') return 'of_this_count';
    // A desk that is not accepted, too much at once, a server in trouble: all wait.
    if ([401, 429].includes(problem.status) || problem.status >= 500) {
      return Math.max(retryAfterMs ?? 0, this.#pause());
    }
    // One that cannot be had must not hold back the others: it is looked for by halves.
    if (scans.length > 1 && [400, 413].includes(problem.status)) {
      this.#atOnce = Math.ceil(scans.length / 2);
      return null;
    }
    disk.refused(ids, problem.detail, clock.now());
    onChange();
    return null;
  }

  #pause(): number {
    const pauseMs = waitBefore(this.#failures, this.#options.random());
    this.#failures += 1;
    return pauseMs;
  }
}

const asSent = ({ id, barcode, shelf, staffId, observedAt }: StoredScan) => ({
  id,
  barcode,
  observedAt,
  ...(shelf ? { shelf } : {}),
  ...(staffId ? { staffId } : {}),
});
