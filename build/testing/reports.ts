// What Vitest and Playwright report in JSON, read as counts and as the names of what failed.
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { Outcome } from './outcome.ts';

const shown = 900;

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

const TestInWindow = z.object({
  status: z.string(),
  results: z.array(z.object({ errors: z.array(z.object({ message: z.string() })) })),
});
const Spec = z.object({ title: z.string(), file: z.string(), tests: z.array(TestInWindow) });
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});

/**
 * https://playwright.dev/docs/test-reporters#json-reporter. A flaky test failed and then passed: it counts as passed,
 * and is named with the reason for which it failed first.
 */
export const PlaywrightReport = z
  .object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
    suites: z.array(Suite),
  })
  .transform(
    ({ stats, suites }): Outcome => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      failures: suites.flatMap((suite) => inSuite(suite, 'unexpected')),
      wavered: suites.flatMap((suite) => inSuite(suite, 'flaky')),
    }),
  );

function inSuite({ specs, suites }: z.infer<typeof Suite>, status: 'unexpected' | 'flaky'): string[] {
  const here = specs.flatMap(({ file, title, tests }) =>
    tests.filter((test) => test.status === status).map((test) => inWords(`${file} › ${title}`, firstReason(test))),
  );
  return [...here, ...(suites ?? []).flatMap((suite) => inSuite(suite, status))];
}

const firstReason = ({ results }: z.infer<typeof TestInWindow>): string =>
  stripVTControlCharacters(results.flatMap(({ errors }) => errors)[0]?.message ?? '');

const inWords = (name: string, reason: string) => `${name}\n${reason.slice(0, shown).replaceAll(/^/gm, '    ')}`;
