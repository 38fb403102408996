import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BranchCalendar } from './calendar.ts';
import { isOpenOn, localDate } from './calendar.ts';
import { dueAt, renewedDueAt } from './due-date.ts';

const nineToSix = { opens: '09:00', closes: '18:00' };
const weekdays = [nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, { opens: '10:00', closes: '14:00' }, null];
const calendar = (timeZone: string, closed: string[] = []): BranchCalendar => ({
  timeZone,
  openingHours: weekdays,
  closedDates: new Set(closed),
});
const berlin = calendar('Europe/Berlin');

describe('a due date', () => {
  test.each([
    ['is at closing time on the branch’s own clock', '2026-11-02T09:30:00Z', 21, berlin, '2026-11-23T17:00:00.000Z'],
    ['moves from a Sunday to Monday', '2026-11-01T09:30:00Z', 21, berlin, '2026-11-23T17:00:00.000Z'],
    ['takes Saturday’s shorter hours', '2026-11-07T09:30:00Z', 14, berlin, '2026-11-21T13:00:00.000Z'],
    [
      'skips closed days',
      '2026-12-01T10:00:00Z',
      24,
      calendar('Europe/Berlin', ['2026-12-25', '2026-12-26']),
      '2026-12-28T17:00:00.000Z',
    ],
    [
      'keeps the clock’s hour over the end of summer time',
      '2026-10-19T10:00:00Z',
      7,
      berlin,
      '2026-10-26T17:00:00.000Z',
    ],
    ['keeps the clock’s hour over its beginning', '2026-03-23T10:00:00Z', 7, berlin, '2026-03-30T16:00:00.000Z'],
    ['counts from the branch’s day, not from UTC’s', '2026-11-02T23:30:00Z', 1, berlin, '2026-11-04T17:00:00.000Z'],
    [
      'is on the far side of the date line where the branch is',
      '2026-11-02T11:00:00Z',
      1,
      calendar('Pacific/Auckland'),
      '2026-11-04T05:00:00.000Z',
    ],
    [
      'of a loan for the day, made after closing, is on the next open day',
      '2026-11-06T18:00:00Z',
      0,
      berlin,
      '2026-11-07T13:00:00.000Z',
    ],
  ])('%s', (_, now, days, where, expected) => {
    expect(dueAt(new Date(now), days, where).toISOString()).toBe(expected);
  });

  test('exists even at a branch that never opens', () => {
    const never = { ...berlin, openingHours: weekdays.map(() => null) };
    expect(dueAt(new Date('2026-11-02T09:30:00Z'), 21, never).toISOString()).toBe('2026-11-23T22:59:00.000Z');
  });

  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kathmandu',
    'America/St_Johns',
  );
  const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

  test('is always later than now, on an open day, and never earlier for more days', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 120 }), zones, (now, days, zone) => {
        const where = calendar(zone);
        const due = dueAt(now, days, where);
        expect(due.getTime()).toBeGreaterThan(now.getTime());
        expect(isOpenOn(where, localDate(due, zone))).toBe(true);
        expect(dueAt(now, days + 1, where).getTime()).toBeGreaterThanOrEqual(due.getTime());
      }),
    );
  });

  test('of a renewal is never earlier than the one promised before', () => {
    fc.assert(
      fc.property(moments, moments, fc.integer({ min: 0, max: 60 }), (now, present, days) => {
        expect(renewedDueAt(now, present, days, berlin).getTime()).toBeGreaterThanOrEqual(present.getTime());
      }),
    );
  });
});
