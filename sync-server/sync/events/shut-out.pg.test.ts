import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildApp } from '../../app.ts';
import { testPassword } from '../../testing/made.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { listenTo } from '../testing/event-listener.ts';
import { openTransaction } from '../testing/open-transaction.ts';

// Two servers on one database: whoever is shut out at one of them must not go on listening at the other.

let server: TestServer;
let other: Awaited<ReturnType<typeof buildApp>>;
let addresses: string[];
beforeAll(async () => {
  server = await buildTestServer();
  const { db, clock } = server;
  other = await buildApp({ database: db.database, config: { LOG_LEVEL: 'error' }, now: clock.now });
  addresses = [await server.app.listen({ port: 0 }), await other.listen({ port: 0 })];
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const admin = () => ({ token: server.library.tokens.admin });
const soon = { timeout: 20_000, interval: 50 };

/** Somebody who listens to the main branch at each of the servers. */
async function listening(authorization: string) {
  const path = `/api/v1/sync/branches/${server.library.branches.main.id}`;
  const listeners = await Promise.all(addresses.map((at) => listenTo(`${at}${path}/events`, { authorization })));
  onTestFinished(() => {
    for (const { leave } of listeners) leave();
  });
  for (const listener of listeners) await expect.poll(() => listener.count('heartbeat'), soon).toBeGreaterThan(0);
  return {
    ended: () => Promise.all(listeners.map(({ ended }) => ended)),
    /** What each of the servers says to him now. */
    statuses: () =>
      Promise.all(
        addresses.map(async (at) => (await fetch(`${at}${path}/snapshot`, { headers: { authorization } })).status),
      ),
  };
}

describe('whoever is shut out hears nothing more, at any server', () => {
  it('a desk whose key was revoked', async () => {
    const { id, key } = await server.library.aDesk();
    const desk = await listening(`Desk ${key}`);
    expect(await desk.statuses()).toEqual([200, 200]);
    expect((await server.call(admin(), 'DELETE', `/desks/${id}`)).status).toBe(204);
    expect(await desk.statuses()).toEqual([401, 401]);
    expect(await desk.ended()).toEqual(['over', 'over']);
  });

  it('a librarian who no longer works here', async () => {
    const { id, number } = await server.library.aStaff();
    const credentials = { tenant: server.library.slug, number, password: testPassword };
    const { body } = await server.call(undefined, 'POST', '/auth/login', credentials);
    const librarian = await listening(`Bearer ${body.accessToken}`);
    await server.call(admin(), 'PATCH', `/staff/${id}`, { active: false });
    expect(await librarian.ended()).toEqual(['over', 'over']);
    await expect.poll(librarian.statuses, soon).toEqual([401, 401]);
  });

  it('and nobody else is sent away with them', async () => {
    const [gone, stays] = [await server.library.aDesk(), await server.library.aDesk()];
    const [desk, neighbour] = [await listening(`Desk ${gone.key}`), await listening(`Desk ${stays.key}`)];
    await server.call(admin(), 'DELETE', `/desks/${gone.id}`);
    await desk.ended();
    const stillListens = new Promise((resolve) => setTimeout(() => resolve('still listens'), 2500));
    expect(await Promise.race([neighbour.ended(), stillListens])).toBe('still listens');
  });

  it('and it is looked for once at a time, however long the database takes for it', async () => {
    const desk = await listening(`Desk ${(await server.library.aDesk()).key}`);
    const waiting = async () =>
      (
        await server.db.owner.query(
          `select from pg_stat_activity
           where usename = 'carrel_app' and datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rowCount;
    const slow = await openTransaction(server.db.owner);
    await slow.query('lock table desks in access exclusive mode', []);
    await expect.poll(waiting, soon).toBe(addresses.length);
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(await waiting()).toBe(addresses.length);
    await slow.commit();
    expect(await desk.statuses()).toEqual([200, 200]);
  });
});
