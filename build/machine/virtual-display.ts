import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** `name` is what DISPLAY must be, as `:7`. */
export type VirtualDisplay = { name: string; stop: () => Promise<void> };

/** Starts Xvfb on a display number of its own choosing (`-displayfd`), so that several may run side by side. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const stopNow = () => server.kill();
  process.once('exit', stopNow);

  const answer = server.stdio[3];
  if (!(answer instanceof Readable)) throw new Error('The virtual display (Xvfb) could not be started.');
  const number = await Promise.race([once(answer, 'data').then(String), ended.then(() => undefined)]);
  if (number === undefined) throw new Error('The virtual display (Xvfb) ended as soon as it was started.');
  return {
    name: `:${number.trim()}`,
    stop: async () => {
      process.off('exit', stopNow);
      server.kill();
      await ended;
    },
  };
}
