import { syncProtocol } from '#shared/contract/sync.ts';
import type { Cache } from '../cache/cache.ts';
import type { SetAsideAs } from '../cache/cache-files.ts';
import { isDamage, isDiskFull } from '../cache/open-file.ts';
import type { Applied } from '../cache/writer.ts';
import { sentences } from '../sentences.ts';
import { CacheReport } from './cache-report.ts';
import { catchUp } from './catch-up.ts';
import { DriftWatch } from './drift/drift-watch.ts';
import { Feed } from './feed.ts';
import { FeedTrouble } from './feed-trouble.ts';
import { Line } from './line.ts';
import { listen } from './listen.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { SyncOptions } from './start-sync.ts';
import { pauseAfter } from './timings.ts';
import { Wake } from './wake.ts';

/** How often the line is judged, in milliseconds: silence has no event of its own. */
const reviewMs = 250;

/**
 * Follows the server's feed. Two loops: one brings the cache up to date and is the only one that writes; the other
 * listens to the server's events and wakes the first.
 */
export class Follower {
  readonly #options: Required<SyncOptions>;
  readonly #cache: Cache;
  readonly #feed: Feed;
  readonly #line: Line;
  readonly #drift: DriftWatch;
  readonly #report: CacheReport;
  readonly #stopped = new AbortController();
  /** Wakes the loop that brings the cache up to date. */
  readonly #work: Wake;
  /** Wakes the loop that listens. */
  readonly #ears: Wake;
  /** Why a snapshot is to be taken, in words; null while the changes will do. */
  #reason: string | null;
  #isDamaged = false;
  #trouble: string | null = null;

  constructor(options: Required<SyncOptions>) {
    const { cache, now, after, timings } = options;
    this.#options = options;
    this.#cache = cache;
    this.#work = new Wake(after);
    this.#ears = new Wake(after);
    this.#reason = reasonToLoad(cache);
    const caughtUpAt = cache.writer.caughtUpAt();
    const lastCaughtUpAt = caughtUpAt === null ? null : new Date(caughtUpAt);
    this.#line = new Line({ now, timings, lastCaughtUpAt }, options.onConnection);
    this.#feed = new Feed({ ...options, onHeard: () => this.#heard() });
    this.#drift = new DriftWatch({ ...options, feed: this.#feed });
    this.#report = new CacheReport(cache, now, options.onCacheState);
    cache.onDamage(() => {
      this.#isDamaged = true;
      this.#work.call();
    });
  }

  async run(): Promise<void> {
    // Whoever started this has its handle before the first report.
    await Promise.resolve();
    if (this.#isStopped) return;
    this.#line.review();
    this.#report.settled();
    const reviewing = setInterval(() => this.#line.review(), reviewMs);
    await Promise.all([this.#follow(), this.#listen()]);
    clearInterval(reviewing);
  }

  stop(): void {
    this.#stopped.abort();
    this.#work.call();
    this.#ears.call();
  }

  nudge(): void {
    this.#work.call();
  }

  refetch(): void {
    this.#reason ??= sentences.loadAsked;
    this.#work.call();
  }

  get #isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  async #follow(): Promise<void> {
    for (let failures = 0; !this.#isStopped; ) {
      try {
        await this.#bringUpToDate();
        failures = 0;
        await this.#untilDue(await this.#compare());
      } catch (error) {
        if (this.#isStopped) return;
        await this.#work.within(this.#meet(error, failures++));
      }
    }
  }

  async #bringUpToDate(): Promise<void> {
    if (this.#isDamaged) this.#replaceDamaged();
    if (this.#reason === null) await this.#takeChanges();
    else await this.#takeSnapshot(this.#reason);
    this.#stopped.signal.throwIfAborted();
    this.#say(null);
    // A hint that came meanwhile may be of something newer: then the next round decides.
    if (!this.#work.isCalled) this.#line.caughtUp();
  }

  async #takeChanges(): Promise<void> {
    const onPage = (applied: Applied, more: boolean) => {
      if (more) this.#line.owes(this.#options.timings.graceMs);
      this.#report.applied(applied);
      if (applied.changed) this.#options.onChanged();
    };
    const { signal } = this.#stopped;
    await catchUp(this.#cache.writer, { feed: this.#feed, signal, now: this.#options.now, onPage });
  }

  async #takeSnapshot(reason: string): Promise<void> {
    this.#line.owes();
    await loadSnapshot({
      cache: this.#cache,
      feed: this.#feed,
      signal: this.#stopped.signal,
      now: this.#options.now,
      onProgress: (done, total) => this.#report.loading(done, total, reason),
    });
    this.#reason = null;
    this.#drift.begunAnew();
    this.#report.settled();
    this.#options.onChanged();
  }

  /**
   * Between two pulls, and so with nothing written to the cache meanwhile: is it what the server has? Answers how long
   * to wait at most before the next pull.
   */
  async #compare(): Promise<number> {
    const { timings, onDrift } = this.#options;
    // A hint that came meanwhile goes first.
    const step = this.#work.isCalled ? null : await this.#drift.step(this.#stopped.signal);
    if (!step || step.kind === 'idle') return timings.pollMs;
    if (step.kind === 'going_on') return timings.comparePauseMs;
    this.#reason = sentences.loadDrifted;
    onDrift(step.drift);
    return 0;
  }

  /** Waits until called, until it is time to ask all the same, or until the event stream has been silent for long. */
  async #untilDue(patienceMs: number): Promise<void> {
    const { now, timings } = this.#options;
    const askedAt = now().getTime();
    for (;;) {
      const heardAt = this.#line.heardAt ?? askedAt;
      const left = Math.min(askedAt + patienceMs, heardAt + timings.askAfterMs) - now().getTime();
      // Looked at again now and then, because somebody may put the clock back.
      if (left <= 0 || (await this.#work.within(Math.min(left, timings.askAfterMs)))) return;
    }
  }

  /** Does what an error asks for, and answers how long to wait before the next attempt. */
  #meet(error: unknown, failures: number): number {
    const { timings, random } = this.#options;
    const pause = pauseAfter(failures, timings, random());
    if (isDamage(error)) {
      this.#isDamaged = true;
      return pause;
    }
    if (!(error instanceof FeedTrouble)) {
      this.#line.owes();
      this.#say(isDiskFull(error) ? sentences.cacheDiskFull : sentences.deskError);
      if (!isDiskFull(error)) console.error(error);
      return timings.retrySlowMs;
    }
    const patience = Math.max(error.retryAfterMs ?? 0, pause);
    switch (error.code) {
      case 'NO_CONNECTION':
        this.#line.refused();
        return pause;
      case 'START_OVER':
        this.#reason = error.message;
        return pause;
      case 'BROKEN':
        this.#line.owes(timings.graceMs);
        return patience;
      case 'REFUSED':
        this.#line.owes();
        this.#say(error.message);
        return Math.max(patience, timings.retrySlowMs);
    }
  }

  async #listen(): Promise<void> {
    const { now, after, timings, random } = this.#options;
    for (let failures = 0; !this.#isStopped; failures++) {
      await this.#untilHeard();
      const beganAt = now().getTime();
      const pause = await this.#listenOnce();
      // Whether changes are held back is not known any more; the next heartbeat says it.
      this.#line.lags(0);
      const wasWell = now().getTime() - beganAt > timings.silenceMs;
      if (wasWell) failures = 0;
      // Is the server still there? Whatever it was, nobody listened for a moment.
      after(random() * timings.spreadAskMs, () => this.#work.call());
      const usual = wasWell ? random() * timings.spreadListenMs : pauseAfter(failures, timings, random());
      await this.#ears.within(Math.max(pause, usual));
    }
  }

  /** Listens until the stream is over. Answers how long to wait then, at least. */
  async #listenOnce(): Promise<number> {
    const { timings } = this.#options;
    const onHint = () => {
      this.#line.owes(timings.graceMs);
      this.#work.call();
    };
    try {
      await listen(this.#feed, this.#stopped.signal, { onHint, onLag: (seconds) => this.#line.lags(seconds) });
      return 0;
    } catch (error) {
      if (!(error instanceof FeedTrouble)) {
        console.error(error);
        return timings.retrySlowMs;
      }
      return Math.max(error.retryAfterMs ?? 0, error.code === 'REFUSED' ? timings.retrySlowMs : 0);
    }
  }

  /** While the line is down, the other loop tries it. */
  async #untilHeard(): Promise<void> {
    while (!this.#isStopped && (this.#line.heardAt === null || this.#line.isDown)) {
      await this.#ears.within(this.#options.timings.pollMs);
    }
  }

  #heard(): void {
    const wasWaitedFor = this.#line.heardAt === null || this.#line.isDown;
    this.#line.heard();
    if (wasWaitedFor) this.#ears.call();
  }

  #replaceDamaged(): void {
    this.#cache.replaceDamaged();
    this.#isDamaged = false;
    this.#reason = sentences.loadDamaged;
    this.#report.settled();
    this.#options.onChanged();
  }

  #say(trouble: string | null): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.onTrouble(trouble);
  }
}

const setAsideBecause = {
  damaged: sentences.loadDamaged,
  foreign: sentences.loadForeign,
  newer: sentences.loadNewer,
} as const satisfies Record<SetAsideAs, string>;

/** Why a cache as it was opened needs a snapshot; null when it can go on from where it is. */
function reasonToLoad(cache: Cache): string | null {
  if (cache.setAside) return setAsideBecause[cache.setAside.as];
  if (cache.hasUnfinishedSnapshot) return sentences.loadGoesOn;
  const position = cache.writer.position();
  if (!position) return sentences.loadFirst;
  return position.protocol === syncProtocol ? null : sentences.loadUpdated;
}
