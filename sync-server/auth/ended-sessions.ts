import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { accessTokenLife } from './access-token.ts';
import { familiesEndedSince } from './session-queries.ts';

/** How long an access token outlives its session at most, in milliseconds. */
const lookEvery = 5_000;
/** The servers' clocks may differ by as much, in milliseconds. */
const clocksDiffer = 60_000;

/** Whether a sign-in has been ended, though its access token would live on. */
export type HasEnded = (familyId: string, now: Date) => Promise<boolean>;

/**
 * Knows the sessions that ended within an access token's life: by signing out, by another password, or because somebody
 * may no longer come in. They are read all at once every few seconds, by the request that finds them stale: a look at
 * each request would cost each of them a wait.
 */
export function endedSessions(database: Database): HasEnded {
  let known: ReadonlySet<string> = new Set();
  let knownAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(now: Date): Promise<void> {
    const since = new Date(now.getTime() - accessTokenLife * 1000 - clocksDiffer);
    const ended = await ask(database, familiesEndedSince, [since]);
    known = new Set(ended.map(({ id }) => id));
    knownAt = performance.now();
  }

  return async (familyId, now) => {
    if (performance.now() - knownAt >= lookEvery) {
      looking ??= look(now).finally(() => {
        looking = undefined;
      });
      await looking;
    }
    return known.has(familyId);
  };
}
