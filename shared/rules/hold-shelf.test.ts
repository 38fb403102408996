import { describe, expect, test } from 'vitest';
import type { BranchCalendar } from './calendar.ts';
import { shelfExpiresAt } from './hold-shelf.ts';

const day = { opens: '09:00', closes: '18:00' };
const open: BranchCalendar = {
  timeZone: 'UTC',
  openingHours: [day, day, day, day, day, day, null],
  closedDates: new Set(['2026-12-25', '2026-12-26']),
};

describe('a ready copy waits', () => {
  test.each([
    ['72 hours', '2026-11-23T10:00:00Z', '2026-11-26T10:00:00.000Z'],
    ['a day longer over a Sunday', '2026-11-20T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['three days longer over Christmas and its Sunday', '2026-12-23T10:00:00Z', '2026-12-29T10:00:00.000Z'],
  ])('%s', (_, readyAt, expected) => {
    expect(shelfExpiresAt(new Date(readyAt), 72, open).toISOString()).toBe(expected);
  });

  test('not for ever at a branch that never opens', () => {
    const never = { ...open, openingHours: open.openingHours.map(() => null) };
    expect(shelfExpiresAt(new Date('2026-11-23T10:00:00Z'), 72, never).toISOString()).toBe('2027-01-25T10:00:00.000Z');
  });
});
