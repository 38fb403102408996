// What Vitest and Playwright report in JSON, read as counts and as the names of what failed.
import { z } from 'zod';
import type { Outcome } from './outcome.ts';

const shown = 600;

const VitestFile = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string(),
  assertionResults: z.array(
    z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullable() }),
  ),
});

/** https://vitest.dev/guide/reporters#json-reporter. A file that does not load has failed without any test. */
export const VitestReport = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    numPendingTests: z.int(),
    numTodoTests: z.int(),
    testResults: z.array(VitestFile),
  })
  .transform(
    (report): Outcome => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: report.testResults.flatMap(failuresOfFile),
    }),
  );

function failuresOfFile({ name, status, message, assertionResults }: z.infer<typeof VitestFile>): string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [inWords(name, message)];
  return failed.map((test) => inWords(`${name} › ${test.fullName}`, test.failureMessages?.join('\n') ?? ''));
}

const Spec = z.object({ title: z.string(), file: z.string(), ok: z.boolean() });
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});

/** https://playwright.dev/docs/test-reporters#json-reporter; the runner's own output closes with the reasons. */
export const PlaywrightReport = z
  .object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
    suites: z.array(Suite),
  })
  .transform(
    ({ stats, suites }): Outcome => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      failures: suites.flatMap(failuresOfSuite),
    }),
  );

function failuresOfSuite({ specs, suites }: z.infer<typeof Suite>): string[] {
  const failed = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} › ${title}`);
  return [...failed, ...(suites ?? []).flatMap(failuresOfSuite)];
}

const inWords = (name: string, reason: string) => `${name}\n${reason.slice(0, shown).replaceAll(/^/gm, '    ')}`;
