import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../sync-server/db/free-port.ts';
import { root } from '../places.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { usedBy } from './process-use.ts';

const collecting = `--expose-gc --import=${join(root, 'build', 'bench', 'collect-on-signal.ts')}`;

/** A server that may be killed, started again where it was, and looked into. */
export async function ownServer(ownerUrl: string) {
  const port = await freePort();
  const environment = { DATABASE_URL: ownerUrl, PORT: String(port), LOG_LEVEL: 'warn', NODE_OPTIONS: collecting };
  const start = () => startServerProcess({ environment, logFile: join(tmpdir(), 'carrel-bench-own-server.log') });
  let running: ServerProcess = await start();
  return {
    url: running.url,
    /** Megabytes after a collection: what the process holds, and its objects. */
    async memory() {
      running.signal('SIGUSR2');
      await pause(1000);
      const metrics = await (await fetch(`${running.url}/metrics`)).text();
      const heap = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)?.[1]);
      return { resident: usedBy(running.pid).residentMb, heap: heap / 1_048_576 };
    },
    cpuSeconds: () => usedBy(running.pid).cpuSeconds,
    /** With -9, or as an operator would; at once started again. Resolves when it answers. */
    async restart(how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      running.signal(how);
      await running.ended;
      running = await start();
    },
    stop: () => running.stop(),
  };
}
