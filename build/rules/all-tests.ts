import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';
import { testNames } from './test-names.ts';

/** The files in which the tests that hold rules stand: where decisions are made, what must be true of a library, and what a desk promises. */
const testFiles = '{shared/rules,sync-server,electron/core/tasks}/**/*.test.ts';

/** Every test by its full name, with the file it is in. */
export function allTests(): Map<string, string> {
  const files = globSync(testFiles, { cwd: root }).sort();
  const named = files.flatMap((file) =>
    testNames(readFileSync(join(root, file), 'utf8')).map((name) => [name, file] as const),
  );
  return new Map(named);
}
