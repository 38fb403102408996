import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../testing/library.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { invariants } from './invariants.ts';
import { checkLibrary } from './service.ts';
import { breakages, guardsTakenAway, lostGuards } from './testing/breakages.ts';
import { livedIn } from './testing/lived-in.ts';

// A check that cannot fail is worth nothing: each is shown a library that somebody broke by hand in just that way.

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const breachesOf = (library: Library, limits = {}) => checkLibrary(server.db.database, library.tenantId, limits);
const sentencesOf = async (library: Library) => (await breachesOf(library)).map(({ sentence }) => sentence);

/** As whoever restores a dump does: no trigger and no foreign key is asked. */
async function byHand(statements: readonly string[]): Promise<void> {
  const client = await server.db.owner.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query('set session_replication_role = origin');
    client.release();
  }
}

describe('a library in which everything was done at the desk', () => {
  it('breaks no invariant', async () => {
    await livedIn(server, server.library);
    expect(await breachesOf(server.library)).toEqual([]);
  });

  it('breaks none either where a hold was ended by a server whose clock is behind', async () => {
    const library = await server.anotherLibrary();
    const { hold } = await livedIn(server, library);
    const caller = { token: library.tokens.librarian };
    expect((await server.call(caller, 'DELETE', `/holds/${hold.id}`)).status).toBeLessThan(300);
    const earlier = `overlay(id::text placing '00000000' from 1 for 8)::uuid`;
    await byHand([`update audit set id = ${earlier} where entity_id = '${hold.id}' and action = 'hold.cancelled'`]);
    expect(await sentencesOf(library)).toEqual([]);
  });
});

describe('a database that has lost a guard is found out:', () => {
  it.each(lostGuards)('$sentence', async ({ sentence, by, mended }) => {
    const things = await livedIn(server, server.library);
    await byHand(by(things));
    try {
      expect(await sentencesOf(server.library)).toEqual([sentence]);
    } finally {
      if (mended) await server.db.owner.query(mended);
    }
    expect(await sentencesOf(server.library)).toEqual([]);
  });
});

describe('a library that was broken by hand is found out:', () => {
  beforeAll(() => byHand(guardsTakenAway));
  const ofGuards = new Set<string>(lostGuards.map(({ sentence }) => sentence));
  const sentencesOfRows = async (library: Library) =>
    (await sentencesOf(library)).filter((sentence) => !ofGuards.has(sentence));

  it.each(breakages)('$sentence', async ({ sentence, by, mended }) => {
    const library = await server.anotherLibrary();
    const things = await livedIn(server, library);
    await byHand(by(things));
    try {
      expect(await sentencesOfRows(library)).toEqual([sentence]);
    } finally {
      if (mended) await server.db.owner.query(mended);
    }
  });

  it('has a breakage for every check', () => {
    const broken = [...breakages, ...lostGuards].map(({ sentence }) => sentence);
    expect(broken.sort()).toEqual(invariants.map(({ sentence }) => sentence).sort());
  });

  it('is told from its neighbour, which is whole', async () => {
    const other = await server.anotherLibrary();
    await other.aCopy({ status: 'on_hold_shelf' });
    expect(await sentencesOfRows(other)).toEqual(['What stands on the hold shelf is kept for somebody.']);
    expect(await sentencesOfRows(server.library)).toEqual([]);
  });
});

describe('looking', () => {
  it('says in words what contradicts what, and no more than was asked for', async () => {
    const other = await server.anotherLibrary();
    for (let n = 0; n < 3; n++) await other.aCopy({ status: 'in_transit', barcode: `3000000000000${n}` });
    const breach = (await breachesOf(other, { most: 2 })).find(({ number }) => number === 2);
    expect(breach?.offences).toHaveLength(2);
    expect(breach?.offences[0]).toMatch(/^Copy 3000000000000\d is in_transit and has no open transfer\.$/);
  });

  it('gives a check up that takes too long, says so, and goes on with the others', async () => {
    const holder = await server.db.owner.connect();
    await holder.query('begin; lock table transfers in access exclusive mode');
    const breaches = await breachesOf(server.library, { seconds: 0.5 });
    await holder.query('rollback');
    holder.release();
    const given = breaches.filter(({ offences }) => offences[0] === 'This could not be looked at within 0.5 seconds.');
    expect(given.length).toBeGreaterThan(0);
  });
});
