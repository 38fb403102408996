import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../demo/random.ts';
import { seed } from '../testing/seed.ts';
import { faults } from './kinds/kinds.ts';
import { playFault } from './play-fault.ts';
import { openPremises, type Premises } from './premises.ts';
import { forgetAnswers } from './queries.ts';

// A short set of what `npm run faults` plays at length. Processes are killed by signals that Windows does not have.

const small = { clients: 3, steps: 8 };

describe.runIf(process.platform !== 'win32')(`servers, Postgres and desks at work (seed ${seed})`, () => {
  let premises: Premises;
  beforeAll(async () => {
    premises = await openPremises(seededRandom(seed));
  });
  afterAll(() => premises.close());

  const play = (name: string) => {
    const fault = faults[name];
    if (!fault) throw new Error(`There is no fault called ${name}.`);
    return playFault(premises, fault, seed, small);
  };

  it.each(['kill-server', 'kill-postgres', 'lost-answer', 'kill-desk'])(
    'keep what they promise: %s',
    {
      timeout: 180_000,
    },
    async (name) => {
      const { findings, told, observations } = await play(name);
      expect(findings).toEqual([]);
      expect(Math.min(told, observations)).toBeGreaterThan(5);
    },
  );

  it('are caught when they do not: a library that forgets what it answered', { timeout: 180_000 }, async () => {
    const owner = new pg.Client(premises.database.url());
    await owner.connect();
    await owner.query(forgetAnswers);
    await owner.end();
    const { findings } = await play('lost-answer');
    expect(findings.join('\n')).toMatch(/was done anew|knows nothing of it/);
  });
});
