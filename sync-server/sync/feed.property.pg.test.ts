import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.ts';
import { ownersPool } from '../db/testing/owners-pool.ts';
import { type Feed, realFeed } from './testing/feed.ts';
import { type Difference, LibraryInMotion } from './testing/library-in-motion.ts';
import {
  bySequence,
  byUpdatedAt,
  numberAndTimeChanges,
  stampBooksByVisibleCopies,
  withoutGuard,
  withTornPages,
} from './testing/mutant-queries.ts';
import { mutantFeed, mutantWithLateCursor } from './testing/mutants.ts';
import { othersHaveEnded } from './testing/other-databases.ts';
import { program, type Step } from './testing/program.ts';
import { onlyStampingTriggers } from './testing/queries.ts';

// Writers take their transaction id early, hold it long, roll back, use savepoints and commit out of order; desks load,
// are cut, and pull in between. In the end every desk equals the server: no committed change was missed.

let db: TestDatabase;
let owner: pg.Pool;
beforeAll(async () => {
  db = await testDatabase();
  owner = ownersPool(db.ownerUrl, 8);
  await owner.query(onlyStampingTriggers);
  await owner.query(numberAndTimeChanges);
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

type MakeFeed = (real: Feed, tenantId: string) => Feed;

async function differencesAfter(steps: Step[], makeFeed: MakeFeed): Promise<Difference[]> {
  const library = new LibraryInMotion(owner);
  await library.open(makeFeed(realFeed(db.database, library.tenantId), library.tenantId));
  try {
    for (const step of steps) await library.play(step);
    return await library.settle();
  } finally {
    await library.close();
  }
}

const everyDeskEqualsTheServer = (makeFeed: MakeFeed) =>
  fc.asyncProperty(program, async (steps) => {
    const differences = await differencesAfter(steps, makeFeed);
    if (differences.length > 0) throw new Error(JSON.stringify(differences, null, 2));
  });

describe('the feed', () => {
  it('misses no committed change, whatever runs beside it', { timeout: 120_000 }, async () => {
    await fc.assert(
      everyDeskEqualsTheServer((real) => real),
      { numRuns: 100 },
    );
  });
});

describe('the property can fail: it catches', () => {
  const mutants: [string, MakeFeed][] = [
    ['a cursor by a plain sequence', (real, tenantId) => mutantFeed({ owner, tenantId, real }, bySequence)],
    ['a cursor by updated_at', (real, tenantId) => mutantFeed({ owner, tenantId, real }, byUpdatedAt)],
    ['a feed without its guard', (real, tenantId) => mutantFeed({ owner, tenantId, real }, withoutGuard)],
    ['pages torn within a transaction', (real, tenantId) => mutantFeed({ owner, tenantId, real }, withTornPages)],
    ['a snapshot with its cursor from after its last page', (real) => mutantWithLateCursor(real)],
  ];

  it.each(mutants)('%s', { timeout: 120_000 }, async (_name, makeFeed) => {
    const outcome = await fc.check(everyDeskEqualsTheServer(makeFeed), { numRuns: 300, endOnFailure: true });
    expect(outcome.failed).toBe(true);
    expect(String(outcome.errorInstance)).toContain('"server"');
  });
});

describe('a book that is corrected while its first copy at a branch is under way', () => {
  // The two do not see each other: the copy moved before the correction and commits before it.
  const moving: Step[] = [
    { kind: 'begin', writer: 0, early: false },
    { kind: 'move', writer: 0, copy: 0, home: 1, current: 1 },
    { kind: 'begin', writer: 1, early: false },
    { kind: 'correct', writer: 1, book: 0 },
    { kind: 'end', writer: 0, how: 'commit' },
  ];

  async function differences(): Promise<Difference[]> {
    const library = new LibraryInMotion(owner);
    await library.open(realFeed(db.database, library.tenantId));
    await library.settle();
    for (const step of moving) await library.play(step);
    await othersHaveEnded(owner);
    await library.play({ kind: 'pull', desk: 1, limit: 500 });
    return library.settle().finally(() => library.close());
  }

  it('is told to that branch', async () => {
    expect(await differences()).toEqual([]);
  });

  it('was not, when its stamps went to the branches at which the correction could see a copy', async () => {
    await owner.query(stampBooksByVisibleCopies);
    const [difference, ...others] = await differences();
    expect(others).toEqual([]);
    expect(difference?.desk).toMatchObject([{ publisher: null }, { publisher: null }, { publisher: null }]);
    expect(difference?.server).toMatchObject([{ publisher: '+' }, { publisher: null }, { publisher: null }]);
  });
});
