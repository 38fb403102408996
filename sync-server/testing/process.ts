import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../../build/server-process.ts';
import { signingKeys } from '../auth/signing-keys.ts';
import { freePort } from '../db/free-port.ts';
import { testDatabase } from '../db/test-database.ts';
import { testClock } from './clock.ts';
import { logFolder } from './kept-log.ts';
import { aLibrary } from './library.ts';

export type LogLine = Record<string, unknown> & { msg?: string; reqId?: string };

/** A server as an operator runs it, in a process of its own with a library in its database, and all that it has logged. */
export async function startTestProcess(environment: Record<string, string> = {}) {
  const db = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'carrel-server-'));
  const clock = testClock();
  clock.set(new Date().toISOString());
  const library = await aLibrary({ owner: db.owner, keys: signingKeys(db.database), clock });
  const PORT = String(await freePort());
  const logFiles: string[] = [];
  const start = () => {
    // Where all logs are gathered to be searched, these go along.
    const logFile = join(logFolder ?? folder, `process-${PORT}-${logFiles.length}.log`);
    logFiles.push(logFile);
    return startServerProcess({
      environment: { DATABASE_URL: db.ownerUrl, LOG_LEVEL: 'info', ...environment, PORT },
      logFile,
    });
  };
  let running: ServerProcess = await start();
  const said = () => logFiles.map((file) => readFileSync(file, 'utf8')).join('');
  return {
    url: running.url,
    db,
    library,
    /** Everything that the server has said so far, over all its starts. */
    said,
    log: (): LogLine[] =>
      said()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    stop: () => running.stop(),
    start: async () => {
      running = await start();
    },
    discard: async () => {
      await running.stop();
      await db.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
