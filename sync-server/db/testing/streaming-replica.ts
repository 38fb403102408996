import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../embedded.ts';
import { migrate } from '../migrate.ts';

const run = promisify(execFile);
const settings = { fsync: 'off', shared_buffers: '32MB' };

/**
 * A primary with the library's tables and a standby that streams from it, each a real Postgres. The standby begins as a
 * copy of the primary's folder, taken while the primary stood still (postgresql.org/docs, "Log-Shipping Standby Servers").
 */
export async function startReplicatedPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-replica-'));
  await run('chmod', ['755', folder]);
  const [first, second] = [join(folder, 'primary'), join(folder, 'standby')];
  const fresh = await startEmbeddedPostgres({ folder: first, settings });
  await migrate(fresh.url);
  await fresh.stop();
  await run('cp', ['-a', first, second]);
  await rm(join(second, 'owner-process'), { force: true });
  const primary = await startEmbeddedPostgres({ folder: first, settings });
  await makeStandby(join(second, 'postgres'), primary.url);
  const startStandby = () => startEmbeddedPostgres({ folder: second, settings: { ...settings, hot_standby: 'on' } });
  let standby = await startStandby();
  return {
    primaryUrl: primary.url,
    standbyUrl: () => standby.url,
    stopStandby: () => standby.stop(),
    startStandby: async () => {
      standby = await startStandby();
    },
    stop: async () => {
      await standby.stop().catch(() => {}); // a test may have stopped it already
      await primary.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a standby of a copy of a primary's data, which was taken while the primary stood still. */
export async function makeStandby(data: string, primaryUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(primaryUrl);
  const source = `host=${hostname} port=${port} user=${username} password=${password}`;
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(join(data, 'standby.signal'), '');
}
