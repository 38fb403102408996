import { expect, it } from 'vitest';
import { NO_RECENT_SCANS, noticeScan } from './repeat-scan.ts';

/** Tells for each `[code, ms]` whether it counted as a scan of its own. */
function counted(...scans: [string, number][]): boolean[] {
  let recent = NO_RECENT_SCANS;
  return scans.map(([text, atMs]) => {
    const noticed = noticeScan(recent, text, atMs);
    recent = noticed.recent;
    return !noticed.isRepeat;
  });
}

it('takes the same code within a second for one scan', () => {
  expect(counted(['A', 0], ['A', 999])).toEqual([true, false]);
});

it('takes the same code after a second for a new scan', () => {
  expect(counted(['A', 0], ['A', 1000])).toEqual([true, true]);
});

it('keeps two codes apart that two scanners read by turns', () => {
  expect(counted(['A', 0], ['B', 100], ['A', 200], ['B', 300])).toEqual([true, true, false, false]);
});

it('counts a book that is left under the scanner once', () => {
  expect(counted(['A', 0], ['A', 700], ['A', 1400], ['A', 2100])).toEqual([true, false, false, false]);
});

it('is not confused for long by a clock that was set back', () => {
  expect(counted(['A', 10_000_000], ['A', 0], ['A', 10])).toEqual([true, true, false]);
});

it('remembers no more than the last second', () => {
  let recent = NO_RECENT_SCANS;
  for (let n = 0; n < 1000; n++) recent = noticeScan(recent, `code ${n}`, n * 100).recent;
  expect(recent.size).toBeLessThanOrEqual(10);
});
