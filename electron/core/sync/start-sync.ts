import type { CacheState, Connection } from '#shared/contract/desk.ts';
import type { OutboxReport } from '#shared/contract/outbox-report.ts';
import type { Drift } from '#shared/contract/sync.ts';
import type { Cache } from '../cache/cache.ts';
import { type Clock, systemClock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import { Follower } from './follower.ts';
import { type SyncTimings, usualTimings } from './timings.ts';

export type SyncOptions = {
  cache: Cache;
  serverUrl: string;
  branchId: string;
  deskKey: string;
  /** The line has another word now. */
  onConnection: (connection: Connection) => void;
  onCacheState: (state: CacheState) => void;
  /** The cache holds something new: what is on the screen may be read again. */
  onChanged: () => void;
  /** Something that goes on being wrong, in words; null when it is over. */
  onTrouble?: (sentence: string | null) => void;
  /** The cache was found to be wrong where it should have been right; it is loaded afresh. */
  onDrift?: (drift: Drift) => void;
  /** What has not reached the server yet. */
  outbox?: () => OutboxReport;
  now: () => Date;
  after?: Clock['after'];
  fetch?: typeof fetch;
  timings?: SyncTimings;
  /** From [0, 1). */
  random?: () => number;
};

export type Sync = {
  /** Nothing is written to the cache any more once this was called; what it answers is for tidy ends. */
  stop(): Promise<void>;
  /** Takes a new snapshot, because somebody asked for it. */
  refetch(): void;
  /** Asks the server now, because somebody found it down or hopes that it is back. */
  nudge(): void;
};

/**
 * Keeps the cache equal to the server's branch: a snapshot first, then change after change, told by the server's events
 * and, where those do not come through, by asking. Once a night it is compared with the server, in case that it drifted
 * away all the same.
 */
export function startSync(options: SyncOptions): Sync {
  const follower = new Follower({
    onTrouble: (sentence) => {
      if (sentence) console.warn(sentence);
    },
    onDrift: (drift) => console.warn(sentences.loadDrifted, drift),
    after: systemClock.after,
    fetch: globalThis.fetch,
    timings: usualTimings,
    random: Math.random,
    outbox: () => ({ queued: 0, since: null }),
    ...options,
  });
  const ended = follower.run();
  return {
    stop: () => {
      follower.stop();
      return ended;
    },
    refetch: () => follower.refetch(),
    nudge: () => follower.nudge(),
  };
}
