import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type NoticeSettings } from '#shared/contract/notices.ts';
import { reminderWindows } from './notices-reminders.ts';

/** What a loan has come to so many days after its due date. */
const stepOn = (day: number, settings: NoticeSettings = defaultSettings) =>
  reminderWindows(settings)
    .filter(({ from, until }) => from <= day && day < until)
    .map(({ step }) => step);

describe('when a loan is reminded of', () => {
  it.each([
    [-3, []],
    [-2, ['due_soon']],
    [0, ['due_soon']],
    [1, []],
    [6, []],
    [7, ['overdue_first']],
    [13, ['overdue_first']],
    [14, ['overdue_second']],
    [20, ['overdue_second']],
    [21, []],
    [28, ['overdue_final']],
    [34, ['overdue_final']],
    [35, []],
    [400, []],
  ])('%i days after its due date: %j', (day, steps) => {
    expect(stepOn(day)).toEqual(steps);
  });

  it('not where a library leaves a reminder out', () => {
    const settings = { ...defaultSettings, dueSoonDays: null, overdueDays: { first: 7, second: null, final: 8 } };
    expect([-1, 7, 8, 14].map((day) => stepOn(day, settings))).toEqual([
      [],
      ['overdue_first'],
      ['overdue_final'],
      ['overdue_final'],
    ]);
  });

  it('has never come to two reminders on one day', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 365 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(steps, fc.integer({ min: -40, max: 400 }), (given, day) => {
        const [first = 1, second = 2, final = 3] = given.toSorted((a, b) => a - b);
        expect(stepOn(day, { ...defaultSettings, overdueDays: { first, second, final } }).length).toBeLessThan(2);
      }),
    );
  });
});
