import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stocktake } from '#shared/contract/stocktake.ts';
import { transaction } from '../../db/transaction.ts';
import { jobQueue } from '../../jobs/job-queue.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { lockedStocktake } from '../counts/service.ts';
import { counting } from '../testing/counting.ts';
import { runClosing } from './run-closing.ts';
import { close } from './service.ts';

let server: TestServer;
let people: ReturnType<typeof counting>;
beforeAll(async () => {
  server = await buildTestServer();
  people = counting(server);
});
afterAll(() => server.close());

const contextOf = () => ({
  tenantId: server.library.tenantId,
  actor: { kind: 'staff', id: server.library.staff.manager.id } as const,
  requestId: 'a close that is interrupted',
});

/** A count of so many copies, of which none was seen, with its close asked for and not begun. */
async function aCloseToDo(size: number): Promise<Stocktake> {
  const shelf = `Hall ${size}`;
  await people.aFullShelf(shelf, size);
  const count = await people.openCount({ shelfFrom: shelf, shelfTo: shelf });
  const closing = new AbortController();
  const jobs = jobQueue(server.db.database, closing.signal, console);
  await jobs.open();
  await transaction(server.db.database, contextOf(), async (tx) => {
    await close(
      tx,
      jobs,
      await lockedStocktake(tx, count.id),
      { actions: [], kinds: [], applyProposed: true },
      server.clock.now(),
    );
  });
  closing.abort();
  return count;
}

const read = async (id: string): Promise<Stocktake> => (await people.get(`/stocktakes/${id}`)).body;

async function missingEvents(shelf: string): Promise<number[]> {
  const { rows } = await server.db.owner.query(
    `select count(a.id)::int as events from copies c left join audit a on a.entity_id = c.id and a.action = 'copy.changed'
     where c.shelf = $1 and c.status = 'missing' group by c.id`,
    [shelf],
  );
  return rows.map((row) => row.events);
}

const run = (id: string, batchSize = 20) =>
  runClosing(
    { database: server.db.database, now: server.clock.now },
    { ...contextOf(), stocktakeId: id },
    { batchSize },
  );

describe('a close', () => {
  test('is taken up where its server was killed: nothing twice, nothing left out', async () => {
    const count = await aCloseToDo(400);
    const script = join(import.meta.dirname, '../testing/slow-worker-process.ts');
    const worker = spawn(process.execPath, [script, server.db.serverUrl], { stdio: 'ignore' });
    const died = once(worker, 'exit');
    for (let tries = 0; ((await read(count.id)).closing?.done ?? 0) === 0 && tries < 2000; tries++) await wait(5);
    worker.kill('SIGKILL');
    await died;

    const halfway = await read(count.id);
    expect(halfway.state).toBe('closing');
    expect(halfway.closing?.done).toBeGreaterThan(0);
    expect(halfway.closing?.done).toBeLessThan(400);

    const workers = await startWorkers({ database: server.db.database, now: server.clock.now, log: console });
    for (let tries = 0; (await read(count.id)).state !== 'closed' && tries < 500; tries++) await wait(20);
    await workers.stop();
    expect(await read(count.id)).toMatchObject({ state: 'closed', closing: { chosen: 400, done: 400, skipped: 0 } });
    const events = await missingEvents('Hall 400');
    expect([events.length, new Set(events)]).toEqual([400, new Set([1])]);
  });

  test('that several servers work on is done once', async () => {
    const count = await aCloseToDo(120);
    await Promise.all([run(count.id), run(count.id), run(count.id)]);
    expect(await read(count.id)).toMatchObject({ state: 'closed', closing: { done: 120 } });
    expect(new Set(await missingEvents('Hall 120'))).toEqual(new Set([1]));
  });

  test('is brought to its end though whoever had the last copy in hand dies, and nobody else is at it any more', async () => {
    const count = await aCloseToDo(12);
    const dying = await server.db.owner.connect();
    await dying.query('begin');
    await dying.query('select from stocktake_findings where stocktake_id = $1 for update', [count.id]);
    const running = run(count.id);
    await wait(500);
    await dying.query('rollback');
    dying.release();
    await running;
    expect(await read(count.id)).toMatchObject({ state: 'closed', closing: { done: 12 } });
  });

  test('does not wait with all its copies for one that a desk has in hand', async () => {
    const count = await aCloseToDo(10);
    const client = await server.db.owner.connect();
    await client.query('begin');
    const { rows } = await client.query(
      "select id from copies where shelf = 'Hall 10' order by barcode limit 1 for update",
    );
    const running = run(count.id);
    for (let tries = 0; ((await read(count.id)).closing?.done ?? 0) < 9 && tries < 500; tries++) await wait(10);
    expect((await read(count.id)).closing).toEqual({ chosen: 10, done: 9, skipped: 0 });
    // What the desk does with it is what counts.
    await client.query("update copies set status = 'maintenance', moved_at = now() where id = $1", [rows[0].id]);
    await client.query('commit');
    client.release();
    await running;
    expect(await read(count.id)).toMatchObject({ state: 'closed', closing: { done: 9, skipped: 1 } });
  });
});
