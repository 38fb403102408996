import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export type ServerProcess = { url: string; stop: () => Promise<void> };

type Settings = {
  /** Whatever `npm run server` takes; see sync-server/config.ts. */
  environment: { DATABASE_URL: string; PORT: string } & Record<string, string>;
  /** The file that takes what the server says. */
  logFile: string;
};

const readyWithinMs = 60_000;
const main = join(import.meta.dirname, '..', 'sync-server', 'main.ts');

/** One server in a process of its own, as `npm run server` starts it; resolves when it answers on /readyz. */
export async function startServerProcess({ environment, logFile }: Settings): Promise<ServerProcess> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${environment.PORT}`;
  for (const startedAt = Date.now(); !(await answers(`${url}/readyz`)); await setTimeout(50)) {
    if (child.exitCode === null && child.signalCode === null && Date.now() - startedAt < readyWithinMs) continue;
    child.kill('SIGTERM');
    throw new Error(`The server did not start. It said:\n${readFileSync(logFile, 'utf8')}`);
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Anything but a plain yes is a no: that nobody listens yet is what is being waited for. */
function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}
