import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';

const program = `
  import { logDestination } from ${JSON.stringify(join(import.meta.dirname, 'log-destination.ts'))};
  process.on('SIGXFSZ', () => {}); // how a limit speaks besides the error (setrlimit(2)); a full disk does not
  const log = logDestination();
  setInterval(() => log.write('x'.repeat(199) + '\\n'), 5);`;

it.runIf(spawnSync('prlimit', ['--version']).status === 0)('writes again when the disk has room again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-log-'));
  const file = join(folder, 'log');
  const log = openSync(file, 'w');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', log, log] });
  const size = () => statSync(file).size;
  const limit = (bytes: number | 'unlimited') =>
    spawnSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
  const room = 20_000;
  limit(room);
  await expect.poll(size).toBeGreaterThan(room - 200);
  await pause(300);
  expect([size() <= room, child.exitCode]).toEqual([true, null]);
  limit('unlimited');
  await expect.poll(size).toBeGreaterThan(room + 4000);
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  rmSync(folder, { recursive: true });
});
