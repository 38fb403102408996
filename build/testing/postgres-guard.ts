// Waits until its input closes, then stops the Postgres in the folder it was given and removes the folder:
//   node build/postgres-guard.ts <folder>
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const folder = process.argv[2];
if (!folder) throw new Error('Say which folder to guard.');

for await (const _ of process.stdin) {
  // Nothing is ever sent: only the end matters.
}
await stopPostgres(join(folder, 'postgres', 'postmaster.pid'));
await rm(folder, { recursive: true, force: true });

/** Postgres removes its pid file as the last thing it does. SIGQUIT ends it at once: this data is thrown away. */
async function stopPostgres(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 50) await setTimeout(50);
}
