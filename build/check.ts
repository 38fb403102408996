// `npm run check`: the quick checks only, without tests.
import { passes, sourceChecks } from './checks/checks.ts';

let failed = false;
for (const check of sourceChecks) {
  console.log(`=== ${check.title}`);
  if (!(await passes(check))) failed = true;
}
process.exitCode = failed ? 1 : 0;
