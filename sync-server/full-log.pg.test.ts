import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './db/free-port.ts';
import { type TestDatabase, testDatabase } from './db/test-database.ts';

const full = '/dev/full';

describe.runIf(existsSync(full))('a server whose log is on a disk that is full', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('starts, answers, and stops as ever', async () => {
    const log = openSync(full, 'w');
    const port = await freePort();
    const env = { ...process.env, DATABASE_URL: database.ownerUrl, PORT: String(port), LOG_LEVEL: 'info' };
    const server = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env,
      stdio: ['ignore', log, log],
    });
    const ended = once(server, 'exit');
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status,
        () => null,
      );
    await expect.poll(ask, { timeout: 40_000 }).toBe(200);
    for (let n = 0; n < 20; n++) expect(await ask()).toBe(200);
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
