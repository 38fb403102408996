import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkers } from '../jobs/workers.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { bookFields, buildMarc, data } from './testing/build-marc.ts';
import { importing } from './testing/sending.ts';

let server: TestServer;
let desk: ReturnType<typeof importing>;

beforeAll(async () => {
  server = await buildTestServer();
  desk = importing(server);
});
afterAll(() => server.close());

/** Every hundredth record is broken, so that what was said is counted as well. */
const fileOf = (prefix: string, length: number): Buffer =>
  Buffer.concat(
    Array.from({ length }, (_, n) => {
      const record = buildMarc([...bookFields(`${prefix}-${n}`), data('949', '  ', { i: `${prefix}${n}` })]);
      return n % 100 === 99 ? Buffer.concat([Buffer.from('xxxxx'), record.subarray(5)]) : record;
    }),
  );

async function stored(prefix: string) {
  const { rows } = await server.db.owner.query(
    `select (select count(*) from books where control_key like $1 || '-%')::int as books,
      (select count(*) from copies where barcode like $1 || '%')::int as copies,
      (select count(*) from audit a join copies c on c.id = a.entity_id where c.barcode like $1 || '%')::int as events`,
    [prefix],
  );
  return rows[0];
}

/** A server takes an import up, and is killed when it has read some of it. */
async function killedAmid(importId: string): Promise<void> {
  const script = join(import.meta.dirname, 'testing/worker-process.ts');
  const worker = spawn(process.execPath, [script, server.db.serverUrl], { stdio: 'ignore' });
  const died = once(worker, 'exit');
  for (let tries = 0; (await desk.progress(importId)).read === 0 && tries < 2000; tries += 1) await wait(5);
  worker.kill('SIGKILL');
  await died;
}

describe('an import', () => {
  it('is taken up where its server was killed, loses nothing and doubles nothing', async () => {
    const { importId } = (await desk.send(fileOf('K', 4000))).body;
    await killedAmid(importId);

    const halfway = await desk.progress(importId);
    expect(halfway.state).toBe('running');
    expect(halfway.read).toBeGreaterThan(0);
    expect(halfway.read).toBeLessThan(4000);

    await desk.run(importId);
    expect(await desk.progress(importId)).toMatchObject({
      state: 'done',
      read: 4000,
      booksCreated: 3960,
      booksUpdated: 0,
      copiesCreated: 3960,
      rejectedTotal: 40,
    });
    expect(await stored('K')).toEqual({ books: 3960, copies: 3960, events: 3960 });
  });

  it('whose server was killed at the last try comes to an end, and says so to whoever sent the file', async () => {
    const { importId } = (await desk.send(fileOf('L', 4000))).body;
    await killedAmid(importId);
    await server.db.owner.query(
      `update pgboss.job set retry_count = retry_limit, heartbeat_on = now() - interval '1 hour'
       where name = 'import-marc' and data->>'importId' = $1`,
      [importId],
    );
    const workers = await startWorkers({ database: server.db.database, now: server.clock.now, log: console });
    try {
      expect(await desk.ended(importId)).toMatchObject({ state: 'failed', failure: expect.stringMatching(/again/) });
    } finally {
      await workers.stop();
    }
  });

  it('is not done twice by two servers that work on it at once', async () => {
    const { importId } = (await desk.send(fileOf('T', 1500))).body;
    await Promise.all([desk.run(importId), desk.run(importId), desk.run(importId)]);
    // Whoever came too late has stopped; the one that was first may have been overtaken and stopped as well.
    await desk.run(importId);
    expect(await desk.progress(importId)).toMatchObject({ state: 'done', booksCreated: 1485, booksUpdated: 0 });
    expect(await stored('T')).toEqual({ books: 1485, copies: 1485, events: 1485 });
  });

  it('makes one catalogue of one file that two people import at the same time', async () => {
    const file = fileOf('P', 1000);
    const ids: string[] = [(await desk.send(file)).body.importId, (await desk.send(file)).body.importId];
    await Promise.all(ids.map(desk.run));
    const [one, other] = await Promise.all(ids.map(desk.progress));
    expect([one?.state, other?.state]).toEqual(['done', 'done']);
    const sum = (count: 'booksCreated' | 'booksUpdated') => (one?.[count] ?? 0) + (other?.[count] ?? 0);
    expect([sum('booksCreated'), sum('booksUpdated')]).toEqual([990, 990]);
    expect(await stored('P')).toEqual({ books: 990, copies: 990, events: 990 });
  });
});
