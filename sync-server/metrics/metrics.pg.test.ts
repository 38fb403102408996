import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoss } from '../jobs/job-queue.ts';
import { jobRunner } from '../jobs/run-job.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const metrics = async () => (await server.app.inject('/metrics')).body;
const figure = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((each) => each.startsWith(line))
      ?.split(' ')
      .at(-1),
  );

test('checkouts are counted by what they came to', async () => {
  const { library } = server;
  const librarian = { token: library.tokens.librarian };
  const copy = await library.aCopy();
  const order = { barcode: copy.barcode, membershipNumber: (await library.aMember()).number };
  await server.call(librarian, 'POST', '/loans/checkout', order);
  await server.call(librarian, 'POST', '/loans/checkout', { ...order, membershipNumber: library.member.number });
  const text = await metrics();
  expect(figure(text, 'carrel_outcomes_total{operation="checkout",outcome="done"}')).toBe(1);
  expect(figure(text, 'carrel_outcomes_total{operation="checkout",outcome="COPY_ON_LOAN"}')).toBe(1);
  expect(text).toMatch(
    /carrel_http_request_seconds_bucket\{le="2.5",method="POST",route="\/api\/v1\/loans\/checkout",status="201"\} 1/,
  );
});

test('a desk that waits for another’s lock is seen, and how long the other has been at it', async () => {
  const { library, db } = server;
  const copy = await library.aCopy();
  const blocker = await db.owner.connect();
  await blocker.query('begin');
  await blocker.query('update copies set shelf = shelf where id = $1', [copy.id]);
  const branchId = library.branches.main.id;
  const waiting = server.call({ token: library.tokens.librarian }, 'POST', '/loans/return', {
    barcode: copy.barcode,
    branchId,
  });
  await expect.poll(async () => figure(await metrics(), 'carrel_lock_waiters')).toBe(1);
  await blocker.query('rollback');
  blocker.release();
  expect((await waiting).status).toBe(200);
  expect(figure(await metrics(), 'carrel_lock_waiters')).toBe(0);
});

test('jobs that nobody takes up are counted by queue', async () => {
  const log = { error: (cause: unknown) => expect.fail(String(cause)) };
  const boss = await openBoss(server.db.database, { supervise: false, log });
  await boss.stop({ graceful: false });
  await server.db.owner.query(
    `insert into pgboss.job (name, data, start_after) values ('prune', '{}', now() - interval '90 seconds')`,
  );
  const text = await metrics();
  expect(figure(text, 'carrel_jobs_due{queue="prune"}')).toBe(1);
  expect(figure(text, 'carrel_job_oldest_seconds{queue="prune"}')).toBeGreaterThanOrEqual(0);
});

test('how long a notice has been due is shown, of whichever library', async () => {
  const { tenantId, member } = await server.anotherLibrary();
  expect(figure(await metrics(), 'carrel_notice_oldest_seconds')).toBe(0);
  await server.db.owner.query(
    `insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, created_at, next_at)
     select $1, gen_random_uuid(), $2, 'hold_ready', gen_random_uuid(), now(), now(), now() + n * interval '1 hour'
     from generate_series(-1, 1) n`,
    [tenantId, member.id],
  );
  expect(Math.round(figure(await metrics(), 'carrel_notice_oldest_seconds') / 60)).toBe(60);
});

test('the pool is shown, and that the database is there', async () => {
  const text = await metrics();
  expect(figure(text, 'carrel_database_up')).toBe(1);
  expect(figure(text, 'carrel_pool_connections{state="open"}')).toBeGreaterThan(0);
});

test('nobody’s number or name is in it', async () => {
  expect(await metrics()).not.toContain(server.library.member.number);
});

test('what lies on the disk of a desk is seen by an admin and in the metrics, and that it is gone', async () => {
  const { library, clock } = server;
  const pull = (outbox: string) =>
    server.call({ deskKey: library.deskKey }, 'GET', '/branches', undefined, { headers: { 'carrel-outbox': outbox } });
  const since = new Date(Date.now() - 7_200_000).toISOString();
  await server.db.owner.query('update desks set last_seen_at = now()');
  clock.set(new Date().toISOString());
  const admin = await library.signIn('admin');
  const desks = () => server.call(admin, 'GET', '/desks');
  await pull(`3 ${since}`);
  expect((await desks()).body.data[0]).toMatchObject({ queued: 3, queuedSince: since });
  const text = await metrics();
  expect(figure(text, 'carrel_desk_outbox_queued')).toBe(3);
  expect(figure(text, 'carrel_desk_outbox_oldest_seconds')).toBeGreaterThan(7000);
  await pull('0');
  expect((await desks()).body.data[0]).toMatchObject({ queued: 0, queuedSince: null });
});

test('every figure that an alert looks at is there', async () => {
  const rules = readFileSync(new URL('../../build/prometheus/carrel-alerts.yml', import.meta.url), 'utf8');
  const names = new Set(rules.match(/\bcarrel_\w+(?=[ ({)])/g));
  const ofJobs = new Registry();
  jobRunner({ log: console, metrics: ofJobs, stopping: new AbortController().signal });
  const text = (await metrics()) + (await ofJobs.metrics());
  expect([...names].filter((name) => !text.includes(`# TYPE ${name.replace(/_count$/, '')} `))).toEqual([]);
  expect(names.size).toBeGreaterThan(5);
});
