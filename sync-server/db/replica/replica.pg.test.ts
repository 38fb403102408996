import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { layLine } from '../../../build/faults/proxy.ts';
import { buildApp } from '../../app.ts';
import { signingKeys } from '../../auth/signing-keys.ts';
import { testClock } from '../../testing/clock.ts';
import { aLibrary, type Library } from '../../testing/library.ts';
import { openDatabase } from '../database.ts';
import { serverUrl } from '../roles.ts';
import { ownersPool } from '../testing/owners-pool.ts';
import { startReplicatedPostgres } from '../testing/streaming-replica.ts';
import { openReplica, type Replica } from './replica.ts';

// A real primary and a real standby that streams from it.

type Pair = Awaited<ReturnType<typeof startReplicatedPostgres>>;
let pair: Pair;
let owner: pg.Pool;
let library: Library;
let replica: Replica;
let app: Awaited<ReturnType<typeof buildApp>>;
let database: ReturnType<typeof openDatabase>;
const said: string[] = [];

beforeAll(async () => {
  pair = await startReplicatedPostgres();
  owner = ownersPool(pair.primaryUrl, 4);
  database = openDatabase({ url: serverUrl(pair.primaryUrl) });
  replica = openReplica({
    url: serverUrl(pair.standbyUrl()),
    primary: database,
    say: (sentence) => said.push(sentence),
    lookEveryMs: 50,
    mostLagMs: 500,
  });
  const clock = testClock();
  app = await buildApp({ database, replica, config: { LOG_LEVEL: 'error' }, now: clock.now });
  library = await aLibrary({ owner, keys: signingKeys(database), clock });
}, 90_000);
afterAll(async () => {
  await app?.close();
  await replica?.close();
  await Promise.all([database?.close(), owner?.end()]);
  await pair?.stop();
});
beforeEach(() => expect.poll(() => replica.keepsUp(), { timeout: 20_000 }).toBe(true));

const get = async (path: string, headers: Record<string, string> = {}) => {
  const authorization = `Bearer ${library.tokens.manager}`;
  return app.inject({ url: `/api/v1${path}`, headers: { authorization, ...headers } });
};
const titlesFor = async (word: string): Promise<string[]> =>
  (await get(`/books?query=${word}`)).json().data.map(({ title }: { title: string }) => title);

/** Statements on the standby that came from the server, since it was started. */
const readsOnStandby = async () => {
  const client = new pg.Client(pair.standbyUrl());
  await client.connect();
  const { rows } = await client.query(
    `select sum(xact_commit)::int as count from pg_stat_database where datname = 'carrel'`,
  );
  await client.end();
  return Number(rows[0]?.count);
};
const onStandby = async (text: string) => {
  const client = new pg.Client(pair.standbyUrl());
  await client.connect();
  await client.query(text);
  await client.end();
};

describe('a replica that keeps up', () => {
  test('answers searches and reports: the primary may be asked by nobody meanwhile', async () => {
    await library.aBook({ title: 'Leviathan' });
    await expect.poll(() => titlesFor('leviathan')).toEqual(['Leviathan']);
    // Whoever reads on the standby leaves the primary's statistics alone; its own count grows.
    const before = await readsOnStandby();
    for (let n = 0; n < 20; n++) await get('/reports/popular');
    await expect.poll(readsOnStandby, { timeout: 15_000 }).toBeGreaterThanOrEqual(before + 20);
  });

  test('shows its lag in the metrics', async () => {
    expect((await app.inject('/metrics')).body).toMatch(/^carrel_replica_lag_seconds 0/m);
  });
});

describe('a replica that is behind', () => {
  test('is asked no more once it is too far behind, and again when it has caught up', async () => {
    await onStandby('select pg_wal_replay_pause()');
    await library.aBook({ title: 'Bartleby' });
    await expect.poll(() => titlesFor('bartleby')).toEqual(['Bartleby']);
    expect(replica.keepsUp()).toBe(false);
    await onStandby('select pg_wal_replay_resume()');
    await expect.poll(() => replica.keepsUp()).toBe(true);
    expect(said.slice(-2)).toEqual([
      'The replica is away or too far behind: all reads go to the primary.',
      'The replica keeps up: search and reports go there.',
    ]);
  });

  test('gives no desk a snapshot that lacks what was committed before its cursor', async () => {
    await onStandby('select pg_wal_replay_pause()');
    const copy = await library.aCopy();
    // It still counts as keeping up: half a second has not passed.
    const answer = await get(`/sync/branches/${library.branches.main.id}/snapshot`, {
      authorization: `Desk ${library.deskKey}`,
    });
    expect(answer.body).toContain(copy.barcode);
    await onStandby('select pg_wal_replay_resume()');
  });
});

test('a replica that falls silent is not waited for: the same requests are answered by the primary', async () => {
  const url = new URL(serverUrl(pair.standbyUrl()));
  const standbyPort = Number(url.port);
  const line = await layLine({ to: () => [standbyPort], random: Math.random });
  url.port = String(line.port);
  const silent = openReplica({
    url: url.toString(),
    primary: database,
    say: () => {},
    lookEveryMs: 50,
    mostLagMs: 500,
  });
  const far = await buildApp({ database, replica: silent, config: { LOG_LEVEL: 'error' }, now: testClock().now });
  await expect.poll(() => silent.keepsUp()).toBe(true);
  line.fallSilent();
  const headers = { authorization: `Bearer ${library.tokens.manager}` };
  const asked = Array.from({ length: 20 }, () => far.inject({ url: '/api/v1/books?query=typee', headers }));
  expect((await Promise.all(asked)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
  expect(silent.lagSeconds()).toBeNull();
  // Nor when the server stops.
  await far.close();
  await silent.close();
  line.close();
});

test('a replica that dies is not missed: the same request is answered by the primary', async () => {
  await library.aBook({ title: 'Typee' });
  await expect.poll(() => titlesFor('typee')).toEqual(['Typee']);
  await pair.stopStandby();
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('/books?query=typee')));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
  expect(await titlesFor('typee')).toEqual(['Typee']);
  await expect.poll(() => replica.lagSeconds()).toBeNull();
});
