import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../../build/testing/seed.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { mutants } from './testing/mutants.ts';
import { stepsIn, weeks } from './testing/steps.ts';
import { breachesAfter, type Tally } from './testing/weeks.ts';

// Many desks at once, doing whatever comes to their minds, weeks on end, on lines that repeat what they sent; then
// everything that must be true is asked of the database.
//   CARREL_STEPS=10000 npx vitest run --config build/vitest.config.ts busy-library    the long way
//   CARREL_SEED=123                                                                   the same again, and shrunk where it fails

const wantedSteps = Number(process.env.CARREL_STEPS ?? 400);
const isLong = wantedSteps > 1000;

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

it(`keeps every invariant through ${wantedSteps} steps of many desks at once (seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const tally: Tally = new Map();
  let steps = 0;
  const property = fc.asyncProperty(weeks, async (bustles) => {
    expect(await breachesAfter(server, bustles, tally)).toEqual([]);
    steps += stepsIn(bustles);
  });
  for (let round = 0; steps < wantedSteps; round++) {
    await fc.assert(property, { seed: seed + round, numRuns: 5, endOnFailure: !process.env.CARREL_SEED });
  }
  if (isLong) console.table(Object.fromEntries([...tally].sort(([a], [b]) => a.localeCompare(b))));
});

describe.runIf(isLong)('the property can fail: it catches', () => {
  it.each(mutants)('$what', { timeout: 3_600_000 }, async ({ by }) => {
    const broken = await buildTestServer({ LOG_LEVEL: 'silent' });
    try {
      for (const statement of by) await broken.db.owner.query(statement);
      const property = fc.asyncProperty(weeks, async (bustles) => {
        expect(await breachesAfter(broken, bustles)).toEqual([]);
      });
      const outcome = await fc.check(property, { numRuns: 500, endOnFailure: true });
      expect(outcome.failed).toBe(true);
    } finally {
      await broken.close();
    }
  });
});
