import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../sync-server/db/embedded.ts';

export type ThrowawayPostgres = { url: string; stop: () => Promise<void> };

/** Nothing here must outlive a power cut, so tests need not wait for the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** A Postgres for one run of tests, gone without a trace afterwards, also when the run is killed. */
export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const { folder, remove } = await folderForPostgres();
  const { url } = await startEmbeddedPostgres({ folder, settings });
  return { url, stop: remove };
}

/** A folder to run a Postgres in; `remove` ends that Postgres with it, and so does the end of this process. */
export async function folderForPostgres(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-test-postgres-'));
  // The guard ends the cluster when its input closes, whatever closed it.
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'postgres-guard.ts'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  return {
    folder,
    remove: async () => {
      const ended = once(guard, 'exit');
      guard.stdin.end();
      await ended;
    },
  };
}
