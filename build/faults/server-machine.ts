import { join } from 'node:path';
import { freePort } from '../../sync-server/db/free-port.ts';
import { logFolder } from '../../sync-server/testing/kept-log.ts';
import { startServerProcess } from '../server-process.ts';

/** Takes nothing (full(4)). */
export const fullDisk = '/dev/full';

export type ServerMachine = Awaited<ReturnType<typeof startServerMachine>>;

/** A server process that comes back at the same address, whatever was done to it. */
export async function startServerMachine(name: string, folder: string, environment: { DATABASE_URL: string }) {
  const port = await freePort();
  let starts = 0;
  let hasEnded = false;
  const begin = async (more: Record<string, string> = {}, log = '') => {
    starts += 1;
    hasEnded = false;
    const logFile = log || join(logFolder ?? folder, `process-${name}-${port}-${starts}.log`);
    const begun = await startServerProcess({
      environment: { LOG_LEVEL: 'warn', ...environment, ...more, PORT: String(port) },
      logFile,
    });
    void begun.ended.then(() => {
      hasEnded = true;
    });
    return begun;
  };
  let running = await begin();
  const end = async (signal: NodeJS.Signals) => {
    running.signal(signal);
    await running.ended;
  };
  return {
    port,
    /** `more`: what it is set to besides, for this start. */
    async start(more: Record<string, string> = {}) {
      running = await begin(more);
    },
    /** Its log is on a disk that is full, for this start. */
    async startWithFullLog() {
      running = await begin({ LOG_LEVEL: 'info' }, fullDisk);
    },
    hasEnded: () => hasEnded,
    /** -9: whatever it was at is left as it is. */
    kill: () => end('SIGKILL'),
    /** As an operator does: it finishes what is in flight. */
    stop: () => end('SIGTERM'),
    pause: () => running.signal('SIGSTOP'),
    goOn: () => running.signal('SIGCONT'),
  };
}
