import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBoss } from './jobs/job-queue.ts';
import { startWorkers } from './jobs/workers.ts';
import { listenTo } from './sync/testing/event-listener.ts';
import { othersHaveEnded } from './sync/testing/other-databases.ts';
import { deskOf } from './testing/desk.ts';
import { buildTestServer, type TestServer } from './testing/server.ts';

// Any number of servers on one Postgres: it does not matter to which of them a request goes.

type Other = Awaited<ReturnType<TestServer['anotherServer']>>;

let one: TestServer;
let other: Other;
beforeAll(async () => {
  one = await buildTestServer();
  other = await one.anotherServer();
});
afterAll(async () => {
  await other.close();
  await one.close();
});

const librarian = () => ({ token: one.library.tokens.librarian });
/** Other test files write in the same cluster, and the feed's bound is the whole cluster's: it may be a while. */
const soon = { timeout: 15_000, interval: 5 };

describe('one idempotency key at two servers', () => {
  const register = (server: TestServer | Other, key: string, body: object) =>
    server.call(librarian(), 'POST', '/members', body, { headers: { 'idempotency-key': key } });

  it('gets at the second the answer of the first', async () => {
    const body = { number: 'M-1', name: 'Once Only' };
    const first = await register(one, 'key-1', body);
    const again = await register(other, 'key-1', body);
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, text: first.text, headers: { 'idempotent-replayed': 'true' } });
  });

  it('has one effect though retries arrive at both at once', async () => {
    const body = { number: 'M-2', name: 'Many' };
    const retries = Array.from({ length: 20 }, (_, n) => register(n % 2 === 0 ? one : other, 'key-2', body));
    const answers = await Promise.all(retries);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(19);
    const { rows } = await one.db.owner.query(`select id from members where number = 'M-2'`);
    expect(rows).toHaveLength(1);
  });

  it('is refused at the second for something else', async () => {
    await register(one, 'key-3', { number: 'M-3', name: 'First' });
    const reused = await register(other, 'key-3', { number: 'M-4', name: 'Second' });
    expect(reused).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });
});

it('lends a copy once, though a member asks at each server at the same moment', async () => {
  for (let n = 0; n < 10; n++) {
    const copy = await one.library.aCopy();
    const members = [await one.library.aMember(), await one.library.aMember()];
    const answers = await Promise.all(
      [one, other].map((server, which) =>
        server.call(librarian(), 'POST', '/loans/checkout', {
          barcode: copy.barcode,
          membershipNumber: members[which]?.number,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  }
});

it('tells the desks at both servers of a change, whichever of them made it', async () => {
  const { main } = one.library.branches;
  const copies = [await one.library.aCopy(), await one.library.aCopy()];
  await othersHaveEnded(one.db.owner);
  const listening = await Promise.all(
    [one, other].map(async ({ app }) => {
      const base = await app.listen({ port: 0, host: '127.0.0.1' });
      const { key } = await one.library.aDesk({ branchId: main.id });
      const desk = await listenTo(`${base}/api/v1/sync/branches/${main.id}/events`, { authorization: `Desk ${key}` });
      onTestFinished(() => desk.leave());
      await expect.poll(() => desk.count('heartbeat'), soon).toBeGreaterThan(0);
      return desk;
    }),
  );
  const changes = () => listening.map((desk) => desk.count('change'));
  for (const [n, server] of [one, other].entries()) {
    const lent = { barcode: copies[n]?.barcode, membershipNumber: (await one.library.aMember()).number };
    expect(changes()).toEqual([n, n]);
    expect((await server.call(librarian(), 'POST', '/loans/checkout', lent)).status).toBe(201);
    await expect.poll(changes, soon).toEqual([n + 1, n + 1]);
  }
});

it('does each job once, whichever server takes it', async () => {
  const desk = deskOf(one);
  const holds: string[] = [];
  for (let n = 0; n < 20; n++) {
    const copy = await one.library.aCopy();
    holds.push((await desk.aWaiting(copy.bookId)).id);
    await desk.bringBack(copy.barcode);
  }
  one.clock.advance({ days: 30 });
  const log = { info: () => {}, error: (...words: unknown[]) => console.error(...words) };
  const boss = await openBoss(one.db.database, { supervise: false, log });
  // A server takes one when it starts, and the next a minute later: here both are at the same holds at once.
  const jobs = 2;
  for (let n = 0; n < jobs; n++) await boss.send('expire-holds', {});
  const metrics = [new Registry(), new Registry()];
  const workers = await Promise.all(
    [one.db.database, other.database].map((database, n) =>
      startWorkers({ database, now: one.clock.now, log, metrics: metrics[n] ?? new Registry() }),
    ),
  );
  try {
    const states = `select state, count(*)::int as n from pgboss.job where name = 'expire-holds' group by 1`;
    await expect
      .poll(async () => (await one.db.owner.query(states)).rows, { timeout: 30_000 })
      .toEqual([{ state: 'completed', n: jobs }]);
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()));
    await boss.stop({ graceful: false });
  }
  const done = await Promise.all(metrics.map(async (registry) => doneIn(await registry.metrics())));
  expect(done.reduce((sum, count) => sum + count, 0)).toBe(jobs);
  for (const hold of holds) {
    expect((await desk.actionsOf(hold)).filter((action) => action === 'hold.expired')).toHaveLength(1);
  }
}, 60_000);

const doneIn = (metrics: string) =>
  Number(/carrel_jobs_total\{queue="expire-holds",outcome="done"\} (\d+)/.exec(metrics)?.[1] ?? 0);
