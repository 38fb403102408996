import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { serverUrl } from '../db/roles.ts';

// A cluster of its own: it is stopped, copied and put back.

const run = promisify(execFile);

describe.skipIf(process.platform === 'win32')('the feed’s epoch', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrel-epoch-'));
    await run('chmod', ['755', folder]);
    await whileRunning((url) => migrate(url));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function whileRunning<Answer>(work: (ownerUrl: string) => Promise<Answer>): Promise<Answer> {
    const postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', shared_buffers: '16MB' } });
    try {
      return await work(postgres.url);
    } finally {
      await postgres.stop();
    }
  }

  async function epochFor(url: string, setting = 'set timezone = UTC'): Promise<string> {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(setting);
    const { rows } = await client.query<{ epoch: string }>('select current_feed_epoch() as epoch');
    await client.end();
    return rows[0]?.epoch ?? '';
  }
  const epochNow = () => whileRunning((url) => epochFor(serverUrl(url)));

  it('stays the same when Postgres is stopped and started, whoever asks and wherever he is', async () => {
    const before = await epochNow();
    expect(await epochNow()).toBe(before);
    const [owner, elsewhere] = await whileRunning((url) =>
      Promise.all([epochFor(url), epochFor(serverUrl(url), `set timezone = 'Asia/Tokyo'`)]),
    );
    expect([owner, elsewhere]).toEqual([before, before]);
  });

  it('is another one when the data folder was put back from a copy of its files', async () => {
    const before = await epochNow();
    const data = join(folder, 'postgres');
    await run('cp', ['-a', data, `${data}-copy`]);
    await rm(data, { recursive: true });
    await run('mv', [`${data}-copy`, data]);
    expect(await epochNow()).not.toBe(before);
  });
});
