// The checks that need no test runner: each is one program that says itself what is wrong, and ends badly if anything is.

import { runVisibly } from '../machine/run-program.ts';
import { programOf } from '../places.ts';

export type Check = { title: string; program: string[] };

const houses = ['shared', 'sync-server', 'electron', 'renderer', 'build'];

export const sourceChecks: Check[] = [
  { title: 'format and lint', program: [programOf('biome'), 'check', '--error-on-warnings', '.'] },
  { title: 'types', program: [programOf('tsc'), '-p', '.'] },
  { title: 'import directions', program: [programOf('depcruise'), '--config', 'build/boundaries.cjs', ...houses] },
  { title: 'SQL and file lengths', program: [process.execPath, 'build/checks/check-sources.ts'] },
];

export const bundleCheck: Check = { title: 'bundles', program: [process.execPath, 'build/bundle.ts'] };

/** Whether the program found nothing wrong. */
export async function passes({ program: [command = '', ...commandArguments] }: Check): Promise<boolean> {
  return (await runVisibly(command, commandArguments, { limitMinutes: 5 })) === 0;
}
