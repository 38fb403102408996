import { describe, expect, it } from 'vitest';
import { inOneLine, sum, withExitCode } from './outcome.ts';

describe('the closing line', () => {
  it('adds up what the runners counted', () => {
    const total = sum([
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ]);
    expect(inOneLine(total)).toBe('7 passed, 2 failed, 1 skipped');
  });

  it('does not speak of skipped tests when there are none', () => {
    expect(inOneLine({ passed: 7, failed: 0, skipped: 0 })).toBe('7 passed, 0 failed');
  });

  it('counts a runner that crashed without counting as a failure', () => {
    expect(withExitCode({ passed: 7, failed: 0, skipped: 0 }, null)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it('does not count a failure twice', () => {
    expect(withExitCode({ passed: 7, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });
});
