// The checks that need no test runner: each is one program that says itself what is wrong, and ends badly if anything is.
import { join } from 'node:path';
import { runVisibly } from './run-program.ts';

export type Check = { title: string; program: string[] };

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const houses = ['shared', 'sync-server', 'electron', 'renderer', 'build'];

export const sourceChecks: Check[] = [
  { title: 'format and lint', program: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { title: 'types', program: [bin('tsc'), '-p', '.'] },
  { title: 'import directions', program: [bin('depcruise'), '--config', 'build/boundaries.cjs', ...houses] },
  { title: 'SQL and file lengths', program: [process.execPath, 'build/check-sources.ts'] },
];

export const bundleCheck: Check = { title: 'bundles', program: [process.execPath, 'build/bundle.ts'] };

/** Whether the program found nothing wrong. */
export async function passes({ program: [command = '', ...commandArguments] }: Check): Promise<boolean> {
  return (await runVisibly(command, commandArguments, { limitMinutes: 5 })) === 0;
}
