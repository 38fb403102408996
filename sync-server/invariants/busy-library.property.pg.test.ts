import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { checkLibrary } from './service.ts';
import { aBusyLibrary, freshTokens } from './testing/busy-library.ts';
import { play } from './testing/hands.ts';
import { type Bustle, stepsIn, weeks } from './testing/steps.ts';

// Many desks at once, doing whatever comes to their minds, weeks on end, on lines that repeat what they sent; then
// everything that must be true is asked of the database.
//   CARREL_STEPS=10000 npx vitest run --config build/vitest.config.ts busy-library    the long way
//   CARREL_SEED=123                                                                   the same again, and shrunk where it fails

const wantedSteps = Number(process.env.CARREL_STEPS ?? 400);
const seed = Number(process.env.CARREL_SEED ?? Date.now() % 2 ** 31);
const isLong = wantedSteps > 1000;

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const tally = new Map<string, number>();
let stepsDone = 0;

async function breachesAfter(bustles: readonly Bustle[]) {
  const busy = await aBusyLibrary(server);
  for (const { desks, hoursAfter } of bustles) {
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
  stepsDone += stepsIn(bustles);
  return checkLibrary(server.db.database, busy.library.tenantId);
}

it(`keeps every invariant through ${wantedSteps} steps of many desks at once (seed ${seed})`, {
  timeout: isLong ? 3_600_000 : 120_000,
}, async () => {
  const property = fc.asyncProperty(weeks, async (bustles) => {
    expect(await breachesAfter(bustles)).toEqual([]);
  });
  for (let round = 0; stepsDone < wantedSteps; round++) {
    await fc.assert(property, { seed: seed + round, numRuns: 5, endOnFailure: !process.env.CARREL_SEED });
  }
  if (isLong) console.table(Object.fromEntries([...tally].sort(([a], [b]) => a.localeCompare(b))));
});
