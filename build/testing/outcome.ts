/**
 * How many tests or checks went which way, and what is known of those that failed, or that passed only when they were
 * tried again: a name, then its reason indented.
 */
export type Outcome = { passed: number; failed: number; skipped: number; failures?: string[]; wavered?: string[] };

export function sum(outcomes: Outcome[]): Outcome {
  return outcomes.reduce(
    (total, outcome) => ({
      passed: total.passed + outcome.passed,
      failed: total.failed + outcome.failed,
      skipped: total.skipped + outcome.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The line that a test run closes with. */
export function inOneLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A runner that counts no failure and yet ends badly (a file that does not load, a crash) has failed once. */
export function withExitCode(outcome: Outcome, code: number | null): Outcome {
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}
