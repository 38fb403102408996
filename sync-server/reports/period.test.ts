import { describe, expect, test } from 'vitest';
import { daysOf, periodOf } from './period.ts';

const now = new Date('2026-03-10T10:00:00Z');

describe('the days of a report', () => {
  test('are the last thirty where nothing is said', () => {
    expect(periodOf({}, now)).toEqual({ from: '2026-02-09', to: '2026-03-10' });
  });

  test('may be a single one', () => {
    expect(daysOf(periodOf({ from: '2026-03-01', to: '2026-03-01' }, now))).toEqual(['2026-03-01']);
  });

  test('include the twenty-ninth of February', () => {
    expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  test.each([
    [{ from: '2026-03-11', to: '2026-03-10' }, 'The first day must not be after the last.'],
    [{ from: '2025-03-09', to: '2026-03-10' }, 'A report looks at 366 days at most.'],
  ])('are refused: %o', (asked, sentence) => {
    expect(() => periodOf(asked, now)).toThrow(sentence);
  });
});
