import { expect, it } from 'vitest';
import { daysOf, isTooLong } from './calendar-editor.ts';
import { closureErrors } from './closure-form.tsx';
import { monthShifted, weeksOf } from './month.ts';

it.each([
  ['2026-11', 1, '2026-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
])('%s and %i months is %s', (month, months, expected) => {
  expect(monthShifted(month, months)).toBe(expected);
});

it('a month has the weeks that touch it', () => {
  // Of February 2027, which begins on a Monday, exactly four.
  expect(weeksOf('2027-02')).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22']);
  expect(weeksOf('2026-11')).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
});

it('a range of days has its first and its last', () => {
  expect(daysOf('2026-12-30', '2027-01-01')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01']);
  expect(daysOf('2027-01-01', '2026-12-30')).toEqual([]);
  expect(isTooLong(daysOf('2026-01-01', '2027-01-01'))).toBe(false);
  expect(isTooLong(daysOf('2026-01-01', '2027-01-02'))).toBe(true);
});

it.each([
  ['', '', 'Christmas', 'from'],
  ['2026-12-24', '', 'Christmas', 'to'],
  ['2026-12-24', '2026-12-23', 'Christmas', 'to'],
  ['2026-12-24', '2030-12-24', 'Christmas', 'to'],
  ['2026-12-24', '2026-12-26', ' ', 'reason'],
])('closing from “%s” to “%s” for “%s” is stopped at the field: %s', (from, to, reason, field) => {
  expect(Object.keys(closureErrors({ from, to }, reason))).toEqual([field]);
});
