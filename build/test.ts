// `npm test`: every check and every test, one after another; all run, whatever fails. The last line counts them.
import { bundleCheck, type Check, passes, sourceChecks } from './checks/checks.ts';
import { findElectron } from './electron.ts';
import { provideSystemLibraries } from './machine/system-libraries.ts';
import { startVirtualDisplay } from './machine/virtual-display.ts';
import { gatherLogs, searchLogs } from './testing/logs.ts';
import { inOneLine, type Outcome, sum } from './testing/outcome.ts';
import { runPlaywright, runVitest } from './testing/test-runners.ts';

type Step = { title: string; run: () => Promise<Outcome> };

const failedOnce: Outcome = { passed: 0, failed: 1, skipped: 0 };

const logs = gatherLogs();
const steps: Step[] = [
  ...[...sourceChecks, bundleCheck].map(asStep),
  { title: 'unit tests', run: () => runVitest('unit') },
  { title: 'tests on Postgres', run: () => runVitest('postgres') },
  { title: 'the desk in Electron', run: runInElectron },
  { title: 'logs without names, numbers and tokens', run: async () => searchLogs(logs) },
];

// Leaving by process.exit lets what runs end its own children first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

const done: { title: string; outcome: Outcome; seconds: number }[] = [];
for (const { title, run } of steps) {
  console.log(`\n=== ${title}`);
  const startedAt = performance.now();
  const outcome = await run();
  done.push({ title, outcome, seconds: (performance.now() - startedAt) / 1000 });
}

console.log('');
// Said again at the end: whoever sees only the last page of a long run sees what to look for.
for (const name of done.flatMap(({ outcome }) => outcome.wavered ?? [])) console.log(`PASSED ONLY AGAIN ${name}\n`);
for (const failure of done.flatMap(({ outcome }) => outcome.failures ?? [])) console.log(`FAILED ${failure}\n`);
for (const { title, outcome, seconds } of done) {
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${outcome.failed > 0 ? 'FAILED' : 'ok    '}  ${title}`);
}
const total = sum(done.map(({ outcome }) => outcome));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(inOneLine(total));

function asStep(check: Check): Step {
  return {
    title: check.title,
    run: async () => ((await passes(check)) ? { passed: 1, failed: 0, skipped: 0 } : failedOnce),
  };
}

async function runInElectron(): Promise<Outcome> {
  const electron = await findElectron({ forTests: true });
  if ('reason' in electron) return cannotRun([electron.reason]);
  const missing = await provideSystemLibraries({ electron: electron.executablePath, virtualDisplay: true });
  if (missing.length > 0) return cannotRun(missing);
  console.log(`Electron ${electron.version} from ${electron.source}`);
  if (process.env.DISPLAY || process.platform !== 'linux') return runPlaywright(undefined);
  const display = await startVirtualDisplay();
  try {
    return await runPlaywright(display.name);
  } finally {
    await display.stop();
  }
}

function cannotRun(reasons: string[]): Outcome {
  console.error(`The tests in Electron could not run. ${reasons.join(' ')}`);
  return failedOnce;
}
