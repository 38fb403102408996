import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** A folder of its own, gone when the test file is over. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-cache-'));
  made.push(folder);
  return folder;
}

// Registered before the hooks of the file that imports this, and so run after them.
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
