import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { openBoss } from './job-queue.ts';
import { startWorkers } from './workers.ts';

type Line = Record<string, unknown>;

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

/** Has one job done, and answers with its id and what was said of it. */
async function jobDone(name: string, data: object) {
  const lines: Line[] = [];
  const keep = (line: unknown) => void lines.push(line as Line);
  const log = { info: keep, error: keep };
  const metrics = new Registry();
  const boss = await openBoss(server.db.database, { supervise: false, log });
  const id = await boss.send(name, data, { retryLimit: 0 });
  await boss.stop({ graceful: false });
  const workers = await startWorkers({ database: server.db.database, now: server.clock.now, log, metrics });
  const ofJob = () => lines.find(({ job }) => job === name);
  await expect.poll(ofJob, { timeout: 20_000 }).toBeDefined();
  await workers.stop();
  return { id, line: ofJob(), text: await metrics.metrics() };
}

test('a hold that a job ends bears the job’s id in the audit, as the log does', async () => {
  const desk = deskOf(server);
  const copy = await server.library.aCopy();
  const hold = await desk.aWaiting(copy.bookId);
  await desk.bringBack(copy.barcode);
  server.clock.advance({ days: 30 });
  const { id, line, text } = await jobDone('expire-holds', {});
  expect(line).toMatchObject({ reqId: id, jobId: id, job: 'expire-holds', ms: expect.any(Number) });
  const { rows } = await server.db.owner.query(
    `select request_id from audit where entity_id = $1 and action = 'hold.expired'`,
    [hold.id],
  );
  expect(rows).toEqual([{ request_id: id }]);
  expect(text).toContain('carrel_jobs_total{queue="expire-holds",outcome="done"} 1');
});

test('a job that fails is heard of, under the id of the request that asked for it', async () => {
  const { id, line, text } = await jobDone('apply-stocktake', { requestId: 'closed at a desk' });
  expect(line).toMatchObject({ reqId: 'closed at a desk', jobId: id, job: 'apply-stocktake', err: expect.any(Error) });
  expect(text).toContain('carrel_jobs_total{queue="apply-stocktake",outcome="failed"} 1');
});
