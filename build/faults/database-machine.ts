import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../sync-server/db/embedded.ts';
import { isAlive } from '../../sync-server/db/process-alive.ts';
import { makeStandby } from '../../sync-server/db/testing/streaming-replica.ts';
import { folderForPostgres } from '../testing/throwaway-postgres.ts';

const run = promisify(execFile);
const settings = { max_connections: '150', shared_buffers: '64MB' };

export type DatabaseMachine = Awaited<ReturnType<typeof startDatabaseMachine>>;

/** A real Postgres that may be killed, started again, copied, and put back to the copy. */
export async function startDatabaseMachine() {
  const { folder, remove } = await folderForPostgres();
  const data = join(folder, 'postgres');
  const copy = join(folder, 'yesterday');
  const begin = () => startEmbeddedPostgres({ folder, settings });
  let running = await begin();

  async function processes(): Promise<number[]> {
    const postmaster = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return [postmaster, ...(await childrenOf(postmaster))];
  }

  async function start(): Promise<void> {
    running = await startWithPatience(begin);
  }

  return {
    /** As the owner, wherever it listens now. */
    url: () => running.url,
    port: () => Number(new URL(running.url).port),
    start,
    /** Stands still, with every connection open, until `goOn`. */
    async pause() {
      for (const pid of await processes()) send(pid, 'SIGSTOP');
    },
    async goOn() {
      for (const pid of await processes()) send(pid, 'SIGCONT');
    },
    /** -9 for all of its processes at once: no checkpoint, no goodbye. */
    async kill() {
      const pids = await processes();
      for (const pid of pids) send(pid, 'SIGKILL');
      // One that is still ending would be taken for a Postgres that runs.
      for (let waited = 0; pids.some(isAlive) && waited < 5000; waited += 20) await pause(20);
    },
    /** Copies the data folder, as a nightly backup does that stops the database for it. */
    async backUp() {
      await running.stop();
      await rm(copy, { recursive: true, force: true });
      await run('cp', ['-a', data, copy]);
      await start();
    },
    /** Puts the copy in the place of the data, and starts on it. */
    async restore() {
      await running.stop();
      await rm(data, { recursive: true });
      await run('cp', ['-a', copy, data]);
      await start();
    },
    /** A standby that shows what was committed only so many milliseconds later. Gone with the primary, at the latest. */
    async startLateStandby(byMs: number) {
      const second = join(folder, 'standby');
      await running.stop();
      await rm(second, { recursive: true, force: true });
      await mkdir(second);
      await run('cp', ['-a', data, join(folder, 'owner-password'), second]);
      await start();
      await makeStandby(join(second, 'postgres'), running.url);
      const late = { ...settings, hot_standby: 'on', recovery_min_apply_delay: `${byMs}ms` };
      return startEmbeddedPostgres({ folder: second, settings: late });
    },
    stop: remove,
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended meanwhile
  }
}

/** The shared memory of a Postgres that was killed is free when the last of its processes is gone. */
async function startWithPatience<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(200);
    }
  }
}
