import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './places.ts';

export type ServerProcess = {
  url: string;
  pid: number;
  ended: Promise<unknown>;
  stop: () => Promise<void>;
  /** For tests that do to it what it cannot see coming: SIGKILL, SIGSTOP, SIGCONT. */
  signal: (signal: NodeJS.Signals) => void;
};

type Settings = {
  /** Whatever `npm run server` takes; see sync-server/config.ts. */
  environment: { DATABASE_URL: string; PORT: string } & Record<string, string>;
  /** The file that takes what the server says. */
  logFile: string;
  /** Stops waiting, and the server with it. */
  signal?: AbortSignal;
};

const readyWithinMs = 60_000;
const main = join(root, 'sync-server', 'main.ts');

/** One server in a process of its own, as `npm run server` starts it; resolves when it answers on /readyz. */
export async function startServerProcess({ environment, logFile, signal }: Settings): Promise<ServerProcess> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${environment.PORT}`;
  const startedAt = Date.now();
  let answer = await askReady(url);
  while (answer !== 'ready') {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (hasEnded || signal?.aborted || Date.now() - startedAt > readyWithinMs) {
      child.kill('SIGTERM');
      const lastLines = statSync(logFile).isFile()
        ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
        : '';
      throw new Error(`The server did not start. ${answer}\n${lastLines}\nMore is in ${logFile}.`);
    }
    await setTimeout(50);
    answer = await askReady(url);
  }
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
    signal: (sent) => void child.kill(sent),
  };
}

/** `ready`, or what stands in the way: that nobody listens yet is what is being waited for. */
async function askReady(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? 'ready' : `It says: ${await answer.text()}`;
  } catch {
    return 'It does not answer.';
  }
}
