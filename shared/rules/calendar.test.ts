import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type BranchCalendar, closingOn, isOpenOn, localDate, openDayFrom, opensAgain } from './calendar.ts';
import { dueAt } from './due-date.ts';
import { overdueFine } from './fines.ts';
import { shelfExpiresAt } from './hold-shelf.ts';

const nineToSix = { opens: '09:00', closes: '18:00' };
const everyDay = Array(7).fill(nineToSix);
const calendar = (timeZone: string, openingHours = everyDay, closed: string[] = []): BranchCalendar => ({
  timeZone,
  openingHours,
  closedDates: new Set(closed),
});
const at = (moment: string) => new Date(moment);

describe('over a change of the clocks', () => {
  // Ten in the morning on the day before, at the branch.
  const nights = [
    ['Europe/Berlin', 'forward', '2026-03-28T09:00:00Z', '2026-03-29T16:00:00.000Z'],
    ['Europe/Berlin', 'back', '2026-10-24T08:00:00Z', '2026-10-25T17:00:00.000Z'],
    ['America/New_York', 'forward', '2026-03-07T15:00:00Z', '2026-03-08T22:00:00.000Z'],
    ['America/New_York', 'back', '2026-10-31T14:00:00Z', '2026-11-01T23:00:00.000Z'],
    ['Australia/Lord_Howe, by half an hour', 'forward', '2026-10-03T00:00:00Z', '2026-10-04T07:00:00.000Z'],
    ['Africa/Cairo, at midnight', 'forward', '2026-04-23T08:00:00Z', '2026-04-24T15:00:00.000Z'],
  ] as const;

  test.each(nights)('in %s (%s) a loan of a day is due at six on the branch’s clock', (zone, _, lent, due) => {
    expect(dueAt(at(lent), 1, calendar(zone.split(',')[0] ?? '')).toISOString()).toBe(due);
  });

  test('the closed Sunday of the change gives a waiting copy one day more, not two and not none', () => {
    const closedOnSunday = [...everyDay.slice(0, 6), null];
    const berlin = calendar('Europe/Berlin', closedOnSunday);
    // Late on Saturday: 24 hours later it is Monday already when the clocks go forward.
    expect(shelfExpiresAt(at('2026-03-28T22:30:00Z'), 24, berlin).toISOString()).toBe('2026-03-30T22:30:00.000Z');
    expect(shelfExpiresAt(at('2026-10-24T20:30:00Z'), 24, berlin).toISOString()).toBe('2026-10-26T20:30:00.000Z');
  });

  test('a closing time that the clocks skip is the moment after the gap', () => {
    const late = Array(7).fill({ opens: '18:00', closes: '02:30' });
    expect(closingOn(calendar('Europe/Berlin', late), '2026-03-29').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  test('the end of a day is on that day, also where the clocks skip its last hour', () => {
    const nuuk = calendar('America/Nuuk');
    for (const openingHours of [[], nuuk.openingHours, Array(7).fill({ opens: '09:00', closes: '23:30' })]) {
      const closing = closingOn({ ...nuuk, openingHours }, '2026-03-28');
      expect(localDate(closing, 'America/Nuuk')).toBe('2026-03-28');
    }
  });

  test('a day that never came to pass is no open day', () => {
    expect(openDayFrom(calendar('Pacific/Apia'), '2011-12-30')).toBe('2011-12-31');
    expect(dueAt(at('2011-12-29T20:00:00Z'), 1, calendar('Pacific/Apia')).toISOString()).toBe(
      '2011-12-31T04:00:00.000Z',
    );
  });
});

describe('a branch that never opens', () => {
  test.each([
    ['by its hours', calendar('UTC', Array(7).fill(null))],
    ['by its closed days', closedForYears()],
  ])('%s is told from one that does', (_, never) => {
    expect(opensAgain(never, '2026-11-22')).toBe(false);
    expect(opensAgain(calendar('UTC'), '2026-11-22')).toBe(true);
  });

  test('still has due dates, and fines nobody', () => {
    const never = closedForYears();
    expect(dueAt(at('2026-11-22T10:00:00Z'), 21, never).toISOString()).toBe('2026-12-13T23:59:00.000Z');
    const late = { ...overdueFacts, dueAt: at('2026-11-22T10:00:00Z'), calendar: never };
    expect(overdueFine(late, at('2027-05-01T10:00:00Z')).cents).toBe(0);
  });
});

describe('anywhere, at any time of the year', () => {
  const zones = fc.constantFrom(
    ...['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Pacific/Kiritimati', 'Australia/Lord_Howe'],
    ...['America/Sao_Paulo', 'Africa/Cairo', 'Africa/Casablanca', 'America/St_Johns', 'Asia/Kathmandu'],
    ...['Antarctica/Troll', 'Asia/Beirut', 'America/Havana', 'Pacific/Auckland'],
  );
  const moments = fc.date({ min: at('2010-01-01'), max: at('2040-01-01'), noInvalidDate: true });
  const week = fc.array(fc.constantFrom(nineToSix, { opens: '00:00', closes: '23:59' }, null), {
    minLength: 7,
    maxLength: 7,
  });
  const someBranch = fc
    .record({ zone: zones, week, closed: fc.array(moments, { maxLength: 8 }) })
    .map(({ zone, week, closed }) =>
      calendar(
        zone,
        week,
        closed.map((day) => localDate(day, zone)),
      ),
    );

  test('a due date is after now and on an open day wherever one comes', () => {
    fc.assert(
      fc.property(someBranch, moments, fc.integer({ min: 0, max: 400 }), (branch, now, days) => {
        const due = dueAt(now, days, branch);
        expect(due > now).toBe(true);
        if (!opensAgain(branch, localDate(now, branch.timeZone))) return;
        expect(isOpenOn(branch, localDate(due, branch.timeZone))).toBe(true);
      }),
    );
  });

  test('a copy waits its hours, and a day more for each closed day on the way', () => {
    fc.assert(
      fc.property(someBranch, moments, fc.integer({ min: 1, max: 200 }), (branch, ready, hours) => {
        const expires = shelfExpiresAt(ready, hours, branch);
        const extension = (expires.getTime() - ready.getTime()) / 86_400_000 - hours / 24;
        const closed = daysAfter(ready, expires, branch).filter((day) => !isOpenOn(branch, day)).length;
        // A change of the clocks on the way takes or gives up to two hours; a date line crossed, a day.
        expect(Math.abs(extension - Math.min(closed, 60))).toBeLessThanOrEqual(
          branch.timeZone.includes('Pacific') ? 1.1 : 0.1,
        );
      }),
    );
  });

  test('a fine counts days, whatever hour of the day it is', () => {
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: 1, max: 30 }), (zone, dueOn, days) => {
        const branch = calendar(zone);
        const due = closingOn(branch, localDate(dueOn, zone));
        const back = closingOn(
          branch,
          openDayFrom(branch, localDate(new Date(due.getTime() + days * 86_400_000), zone)),
        );
        const { daysOverdue } = overdueFine({ ...overdueFacts, dueAt: due, calendar: branch }, back);
        expect(Math.abs(daysOverdue - days)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

function daysAfter(from: Date, until: Date, { timeZone }: BranchCalendar): string[] {
  const days: string[] = [];
  for (let day = addDays(localDate(from, timeZone), 1); day <= localDate(until, timeZone); day = addDays(day, 1))
    days.push(day);
  return days;
}

const overdueFacts = {
  stoppedAt: null,
  terms: { fineCentsPerDay: 25, graceDaysFirstOverdue: 0, fineCapLoanCents: 10_000, fineCapMemberCents: 10_000 },
  firstOverdueEver: false,
  chargedOnLoanCents: 0,
  balanceCents: 0,
  finesEverCents: 0,
};

function closedForYears(): BranchCalendar {
  const days = Array.from({ length: 800 }, (_, day) =>
    new Date(Date.UTC(2026, 10, 1 + day)).toISOString().slice(0, 10),
  );
  return calendar('UTC', everyDay, days);
}
