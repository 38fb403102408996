import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../sync-server/db/process-alive.ts';

/** Somebody has this demo open: nothing is wrong with it, and nothing of it may be deleted. */
export class DemoIsOpen extends Error {
  override name = 'DemoIsOpen';
}

/** Takes a demo's folder for this process. @throws DemoIsOpen while another `npm start` runs on it */
export function takeDemoFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'start-process');
  const pid = processIn(file);
  if (pid !== process.pid && isAlive(pid)) {
    throw new DemoIsOpen(
      `This demo is open already (process ${pid}). Close it first, or give this one a folder of its own: CARREL_DATA=<folder> npm start`,
    );
  }
  writeFileSync(file, String(process.pid));
}

function processIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0; // nobody has had it yet
  }
}
