import type { TestServer } from '../../testing/server.ts';
import { type Breach, checkLibrary } from '../service.ts';
import { aBusyLibrary, freshTokens } from './busy-library.ts';
import { play } from './hands.ts';
import type { Bustle } from './steps.ts';

export type Tally = Map<string, number>;

/** Plays some weeks in a library of their own, all desks of a bustle at once. @returns what does not hold afterwards */
export async function breachesAfter(
  server: TestServer,
  weeks: readonly Bustle[],
  tally: Tally = new Map(),
): Promise<Breach[]> {
  const busy = await aBusyLibrary(server);
  for (const { desks, hoursAfter } of weeks) {
    busy.tokens = await freshTokens(busy.library);
    await Promise.all(
      desks.map(async (steps) => {
        for (const step of steps) {
          // Every request begins at a moment of its own, and may be overtaken by one that began later.
          server.clock.advance({ minutes: 0.01 });
          const outcome = await play(server, busy, step);
          tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
        }
      }),
    );
    server.clock.advance({ hours: hoursAfter });
  }
  return checkLibrary(server.db.database, busy.library.tenantId);
}
