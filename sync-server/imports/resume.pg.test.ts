import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('an import whose server dies', () => {
  it('is taken up where it stopped, loses nothing and doubles nothing', async () => {
    const { importId } = (await desk.send(fileOf('K', 6000))).body;
    const script = join(import.meta.dirname, 'testing/worker-process.ts');
    const worker = spawn(process.execPath, [script, server.db.serverUrl], { stdio: 'ignore' });
    const died = once(worker, 'exit');
    for (let tries = 0; (await desk.progress(importId)).read === 0 && tries < 2000; tries += 1) await wait(5);
    worker.kill('SIGKILL');
    await died;

    const halfway = await desk.progress(importId);
    expect(halfway.state).toBe('running');
    expect(halfway.read).toBeGreaterThan(0);
    expect(halfway.read).toBeLessThan(6000);

    await desk.run(importId);
    expect(await desk.progress(importId)).toMatchObject({
      state: 'done',
      read: 6000,
      booksCreated: 5940,
      booksUpdated: 0,
      copiesCreated: 5940,
      rejectedTotal: 60,
    });
    expect(await stored('K')).toEqual({ books: 5940, copies: 5940, events: 5940 });
  });

  it('is not done twice by two servers that work on it at once', async () => {
    const { importId } = (await desk.send(fileOf('T', 3000))).body;
    await Promise.all([desk.run(importId), desk.run(importId), desk.run(importId)]);
    // Whoever came too late has stopped; the one that was first may have been overtaken and stopped as well.
    await desk.run(importId);
    expect(await desk.progress(importId)).toMatchObject({ state: 'done', booksCreated: 2970, booksUpdated: 0 });
    expect(await stored('T')).toEqual({ books: 2970, copies: 2970, events: 2970 });
  });
});
