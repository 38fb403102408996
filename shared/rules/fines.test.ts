import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { addDays, type BranchCalendar, daysAfter, isOpenOn, localDate } from './calendar.ts';
import { accruingFines, type OverdueFacts, overdueFine, unpaidFines } from './fines.ts';

const nineToSix = { opens: '09:00', closes: '18:00' };
/** Closed on Sundays. */
const openingHours = [nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, null];
const calendar = (timeZone: string, closed: string[] = []): BranchCalendar => ({
  timeZone,
  openingHours,
  closedDates: new Set(closed),
});
const berlin = calendar('Europe/Berlin');

/** Due on Monday 2 November 2026 at six in the evening, lent to somebody who was late before. */
const facts = (changed: Partial<OverdueFacts> = {}): OverdueFacts => ({
  dueAt: new Date('2026-11-02T17:00:00Z'),
  stoppedAt: null,
  calendar: berlin,
  terms: defaultTerms,
  firstOverdueEver: false,
  chargedOnLoanCents: 0,
  balanceCents: 0,
  finesEverCents: 0,
  ...changed,
});
const fine = (until: string, changed?: Partial<OverdueFacts>) => overdueFine(facts(changed), new Date(until));

describe('a day overdue', () => {
  test.each([
    ['is none on the due day before closing', '2026-11-02T16:59:00Z', 0],
    ['is none on the due day after closing, to its last minute', '2026-11-02T22:59:00Z', 0],
    ['begins with the next day at the branch, from its first minute', '2026-11-02T23:00:00Z', 1],
    ['is counted once, however late in the day', '2026-11-03T22:59:00Z', 1],
    ['is every open day up to the return', '2026-11-07T10:00:00Z', 5],
    ['is no Sunday, on which the branch is closed', '2026-11-09T10:00:00Z', 6],
    ['is none before the due day', '2026-10-30T10:00:00Z', 0],
  ])('%s', (_, until, days) => {
    expect(fine(until)).toMatchObject({ daysOverdue: days, cents: days * 25 });
  });

  test('is no day on which the branch was closed for once, and the working says how many were free', () => {
    const closed = calendar('Europe/Berlin', ['2026-11-03', '2026-11-04']);
    expect(fine('2026-11-09T10:00:00Z', { calendar: closed })).toMatchObject({
      daysOverdue: 4,
      closedDays: 3,
      cents: 100,
    });
  });

  test.each([
    ['the night summer time ends', '2026-10-24T16:00:00Z', '2026-10-26T10:00:00Z', 'Europe/Berlin', 1],
    ['the night summer time begins', '2026-03-28T17:00:00Z', '2026-03-30T10:00:00Z', 'Europe/Berlin', 1],
    ['a summer-time night that is open on Sunday', '2026-10-24T16:00:00Z', '2026-10-25T22:59:00Z', 'open', 1],
    ['the far side of the date line', '2026-11-02T05:00:00Z', '2026-11-02T11:30:00Z', 'Pacific/Auckland', 1],
    ['a clock set forward at midnight', '2026-03-27T21:00:00Z', '2026-03-29T00:00:00Z', 'America/Nuuk', 1],
  ])('over %s is a day of the calendar, not 24 hours', (_, dueAt, until, zone, days) => {
    const everyDay = { ...berlin, openingHours: Array(7).fill(nineToSix) };
    const where = zone === 'open' ? everyDay : calendar(zone);
    expect(fine(until, { dueAt: new Date(dueAt), calendar: where }).daysOverdue).toBe(days);
  });

  test('is none while the branch is closed for a month', () => {
    const november = Array.from({ length: 30 }, (_, day) => addDays('2026-11-01', day));
    const closed = { calendar: calendar('Europe/Berlin', november) };
    expect(fine('2026-11-30T22:59:00Z', closed)).toMatchObject({ cents: 0, daysOverdue: 0, closedDays: 28 });
    expect(fine('2026-12-01T10:00:00Z', closed)).toMatchObject({ cents: 25, daysOverdue: 1 });
  });

  test('is none, for years, at a branch that never opens', () => {
    const shut = { calendar: { ...berlin, openingHours: Array(7).fill(null) } };
    expect(fine('2046-11-02T17:00:00Z', shut)).toMatchObject({ cents: 0, daysOverdue: 0, closedDays: 7305 });
  });

  test('is none after the copy was declared lost', () => {
    expect(fine('2026-12-01T10:00:00Z', { stoppedAt: new Date('2026-11-05T10:00:00Z') }).daysOverdue).toBe(3);
  });
});

describe('grace for a first overdue ever', () => {
  const first = { firstOverdueEver: true };
  test.each([
    ['one day late is free', '2026-11-03T10:00:00Z', 0, true],
    ['two days late are free', '2026-11-04T10:00:00Z', 0, true],
    ['three days late are owed, all three', '2026-11-05T10:00:00Z', 75, false],
  ])('%s', (_, until, cents, withinGrace) => {
    expect(fine(until, first)).toMatchObject({ cents, withinGrace });
  });

  test('does not count closed days either', () => {
    const dueAt = new Date('2026-11-06T17:00:00Z');
    expect(fine('2026-11-09T10:00:00Z', { ...first, dueAt })).toMatchObject({ cents: 0, daysOverdue: 2 });
  });

  test('is not given a second time', () => {
    expect(fine('2026-11-03T10:00:00Z').cents).toBe(25);
  });
});

describe('the caps', () => {
  const muchLater = '2027-06-01T10:00:00Z';
  test.each([
    ['10.00 a loan', {}, 1000, 'loan'],
    ['less what was charged when the loan was renewed late', { chargedOnLoanCents: 400 }, 600, 'loan'],
    ['50.00 of unpaid fines a member', { balanceCents: 4700, finesEverCents: 4700 }, 300, 'member'],
    ['nothing where the member has reached his', { balanceCents: 5000, finesEverCents: 5000 }, 0, 'member'],
    ['paid fines make room again', { balanceCents: 0, finesEverCents: 5000 }, 1000, 'loan'],
    ['other debts take no room', { balanceCents: 5000, finesEverCents: 0 }, 1000, 'loan'],
    ['a cap lowered by an admin takes nothing back', { chargedOnLoanCents: 2000 }, 0, 'loan'],
  ] as const)('%s', (_, changed, cents, cappedBy) => {
    expect(fine(muchLater, changed)).toMatchObject({ cents, cappedBy });
  });

  test('a new release costs its own rate', () => {
    expect(fine('2026-11-04T10:00:00Z', { terms: { ...defaultTerms, fineCentsPerDay: 50 } }).cents).toBe(100);
  });

  test('what the library owes a member is no debt of fines', () => {
    expect(unpaidFines({ balanceCents: -300, finesEverCents: 1000 })).toBe(0);
  });
});

describe('what accrues on several loans at once', () => {
  const now = new Date('2026-11-04T10:00:00Z');
  const costs = (...loans: OverdueFacts[]) => accruingFines(loans, now).map((accrued) => accrued.cents);

  test('one of them has the grace, the others have not', () => {
    const first = facts({ firstOverdueEver: true });
    expect(costs(first, first, first)).toEqual([0, 50, 50]);
  });

  test('one that is not overdue leaves the grace to the next', () => {
    const first = facts({ firstOverdueEver: true });
    expect(costs({ ...first, dueAt: now }, first)).toEqual([0, 0]);
  });

  test('together they stay below the member’s cap', () => {
    const almost = facts({ balanceCents: 4930, finesEverCents: 4930 });
    expect(costs(almost, almost, almost)).toEqual([50, 20, 0]);
  });
});

describe('every fine', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'America/Nuuk',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    'Asia/Kathmandu',
  );
  /** Days on which a branch is closed one after another, as for a move or a summer. */
  const closedFor = (from: Date, days: number, zone: string) =>
    Array.from({ length: days }, (_, day) => addDays(localDate(from, zone), day));
  /** The last moment of a day. Not 23:59, which the clocks of Nuuk skip on a Saturday in March. */
  const endOf = (day: string, zone: string) =>
    new Date(Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime(zone).epochMilliseconds - 1);
  const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
  const cents = fc.integer({ min: 0, max: 6000 });
  const hours = fc.array(fc.constantFrom(nineToSix, null), { minLength: 7, maxLength: 7 });
  const situations = fc
    .record({
      dueAt: moments,
      zone: zones,
      openingHours: hours,
      closed: fc.array(moments, { maxLength: 5 }),
      closedInARow: fc.record({ after: fc.integer({ min: -20, max: 60 }), days: fc.integer({ min: 0, max: 45 }) }),
    })
    .chain(({ dueAt, zone, closed, closedInARow, ...week }) =>
      fc.record({
        dueAt: fc.constant(dueAt),
        stoppedAt: fc.option(moments),
        calendar: fc.constant({
          ...week,
          timeZone: zone,
          closedDates: new Set([
            ...closed.map((at) => localDate(at, zone)),
            ...closedFor(new Date(dueAt.getTime() + closedInARow.after * 86_400_000), closedInARow.days, zone),
          ]),
        }),
        terms: fc.record({
          fineCentsPerDay: fc.integer({ min: 0, max: 300 }),
          graceDaysFirstOverdue: fc.integer({ min: 0, max: 10 }),
          fineCapLoanCents: cents,
          fineCapMemberCents: cents,
        }),
        firstOverdueEver: fc.boolean(),
        chargedOnLoanCents: cents,
        balanceCents: fc.integer({ min: -2000, max: 8000 }),
        finesEverCents: cents,
      }),
    );
  const later = fc.integer({ min: 0, max: 90 * 86_400_000 });
  const holds = (property: (given: OverdueFacts, until: Date, muchLater: Date) => void) =>
    fc.assert(
      fc.property(situations, later, later, (given, first, second) => {
        const until = new Date(given.dueAt.getTime() + first);
        property(given, until, new Date(until.getTime() + second));
      }),
    );

  test('is a whole number of cents, and never negative', () => {
    holds((given, until) => {
      const { cents: owed } = overdueFine(given, until);
      expect(Number.isInteger(owed) && owed >= 0).toBe(true);
    });
  });

  test('never takes a loan or a member over the caps', () => {
    holds((given, until) => {
      const { cents: owed } = overdueFine(given, until);
      if (owed === 0) return;
      expect(given.chargedOnLoanCents + owed).toBeLessThanOrEqual(given.terms.fineCapLoanCents);
      const after = {
        balanceCents: given.balanceCents + owed,
        finesEverCents: given.finesEverCents + owed,
      };
      expect(unpaidFines(after)).toBeLessThanOrEqual(given.terms.fineCapMemberCents);
    });
  });

  test('never grows over a day on which the branch is closed', () => {
    holds((given, until) => {
      const { timeZone } = given.calendar;
      const nextDay = addDays(localDate(until, timeZone), 1);
      if (isOpenOn(given.calendar, nextDay)) return;
      const onClosedDay = endOf(nextDay, timeZone);
      expect(overdueFine(given, onClosedDay).cents).toBe(overdueFine(given, until).cents);
    });
  });

  test('is for each open day after the due day, once, also over the days on which clocks change', () => {
    holds((given, until) => {
      const { calendar: where } = given;
      const [dueDay, lastDay] = [localDate(given.dueAt, where.timeZone), localDate(until, where.timeZone)];
      const days = { open: 0, closed: 0 };
      for (let day = addDays(dueDay, 1); day <= lastDay; day = addDays(day, 1)) {
        days[isOpenOn(where, day) ? 'open' : 'closed'] += 1;
      }
      expect(daysAfter(where, dueDay, lastDay)).toEqual(days);
    });
  });

  test('never shrinks with time', () => {
    holds((given, until, muchLater) => {
      expect(overdueFine(given, muchLater).cents).toBeGreaterThanOrEqual(overdueFine(given, until).cents);
    });
  });

  test('is nothing on the due day', () => {
    holds((given) => {
      const { timeZone } = given.calendar;
      const endOfDueDay = endOf(localDate(given.dueAt, timeZone), timeZone);
      expect(overdueFine(given, endOfDueDay).cents).toBe(0);
    });
  });
});
