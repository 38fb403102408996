import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Line, layLine } from '../../build/faults/proxy.ts';
import { buildApp } from '../app.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.ts';

// Whoever looks at a server sees how it is, above all when it is not well.

let db: TestDatabase;
let line: Line;
let database: Database;
let lookout: Database;
let app: FastifyInstance;

beforeEach(async () => {
  db = await testDatabase();
  const url = new URL(db.serverUrl);
  const port = Number(url.port);
  line = await layLine({ to: () => [port], random: Math.random });
  url.port = String(line.port);
  database = openDatabase({ url: url.toString(), max: 2 });
  lookout = openDatabase({ url: url.toString(), max: 2 });
  const now = () => new Date();
  app = await buildApp({ database, lookout, config: { LOG_LEVEL: 'silent' }, now });
});
afterEach(async () => {
  line.mend();
  await app.close();
  await Promise.all([database.close(), lookout.close()]);
  line.close();
  await db.drop();
});

const metrics = async () => (await app.inject('/metrics')).body;

test('with every connection at work the server is still ready, and its figures are seen', async () => {
  const taken = await Promise.all([database.pool.connect(), database.pool.connect()]);
  const waits = database.pool.connect();
  const beganAt = performance.now();
  const text = await metrics();
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  expect(performance.now() - beganAt).toBeLessThan(5000);
  expect(text).toContain('carrel_database_up 1');
  expect(text).toContain('carrel_pool_connections{state="wanted"} 1');
  for (const client of taken) client.release();
  (await waits).release();
});

test('a database that has fallen silent is away, within what Prometheus waits, and its old figures are none', async () => {
  expect(await metrics()).toContain('carrel_lock_waiters 0');
  line.fallSilent();
  const beganAt = performance.now();
  const texts = await Promise.all([metrics(), metrics(), metrics()]);
  expect(performance.now() - beganAt).toBeLessThan(10_000);
  expect((await app.inject('/readyz')).json()).toEqual({ ready: false, reason: 'The database cannot be reached.' });
  for (const text of texts) {
    expect(text).toContain('carrel_database_up 0');
    expect(text).toContain('carrel_lock_waiters Nan');
  }
  line.mend();
  expect(await metrics()).toContain('carrel_database_up 1');
});
