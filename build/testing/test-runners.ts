// Runs Vitest and Playwright with their usual output on the screen, and counts from what they report in JSON.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { runVisibly } from '../machine/run-program.ts';
import { programOf } from '../places.ts';
import { type Outcome, withExitCode } from './outcome.ts';
import { PlaywrightReport, VitestReport } from './reports.ts';

/** The tests of one project of build/vitest.config.ts. */
export function runVitest(project: 'unit' | 'postgres'): Promise<Outcome> {
  return countedRun(VitestReport, (report) =>
    runVisibly(
      programOf('vitest'),
      [
        ...['run', '--config', 'build/vitest.config.ts', '--project', project],
        ...['--reporter=default', '--reporter=json', `--outputFile=${report}`],
      ],
      { limitMinutes: 25 },
    ),
  );
}

/** End-to-end tests in a real Electron window, on the display that is given. */
export function runPlaywright(display: string | undefined): Promise<Outcome> {
  return countedRun(PlaywrightReport, (report) =>
    runVisibly(programOf('playwright'), ['test', '--config', 'build/playwright.config.ts', '--reporter=list,json'], {
      limitMinutes: 25,
      env: { ...process.env, ...(display && { DISPLAY: display }), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
  );
}

async function countedRun(
  schema: z.ZodType<Outcome>,
  run: (report: string) => Promise<number | null>,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-report-'));
  const report = join(folder, 'report.json');
  const code = await run(report);
  // A runner that never came to its report has said why on the screen, and its exit code counts below.
  const counted = existsSync(report)
    ? schema.parse(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  await rm(folder, { recursive: true });
  return withExitCode(counted, code);
}
