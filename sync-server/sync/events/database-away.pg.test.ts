import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { listenTo } from '../testing/event-listener.ts';

let server: TestServer;
let cluster: pg.Client;
let name: string;
beforeAll(async () => {
  server = await buildTestServer();
  name = new URL(server.db.ownerUrl).pathname.slice(1);
  cluster = new pg.Client(inject('postgresUrl'));
  await cluster.connect();
});
afterAll(async () => {
  await cluster.end();
  await server.close();
});

async function takeDatabaseAway() {
  await cluster.query(`alter database ${name} allow_connections false`);
  await cluster.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
}
const giveDatabaseBack = () => cluster.query(`alter database ${name} allow_connections true`);

it('a desk hears no heartbeat while the server has no database, and a hint when it is back', {
  timeout: 90_000,
}, async () => {
  const base = await server.app.listen({ port: 0 });
  const path = `${base}/api/v1/sync/branches/${server.library.branches.main.id}/events`;
  const headers = { authorization: `Desk ${server.library.deskKey}` };
  const desk = await listenTo(path, headers);
  await expect.poll(() => desk.count('heartbeat')).toBe(2);

  await takeDatabaseAway();
  const before = desk.count('heartbeat');
  await new Promise((resolve) => setTimeout(resolve, 4500));
  const meanwhile = desk.count('heartbeat');
  expect(meanwhile).toBeLessThanOrEqual(before + 1);
  expect((await fetch(path, { headers })).status).toBe(503);
  expect(desk.count('change')).toBe(0);

  await giveDatabaseBack();
  // What happened meanwhile cannot be known: everybody pulls.
  await expect.poll(() => desk.count('change')).toBe(1);
  await expect.poll(() => desk.count('heartbeat')).toBeGreaterThan(meanwhile);
  desk.leave();
});
