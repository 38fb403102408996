import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BranchCalendar, isOpenOn, localDate } from './calendar.ts';
import { lastOpenDay, returnedAt } from './returned-at.ts';

const hours = { opens: '09:00', closes: '18:00' };
/** Closed on Sundays, and on Saturday 28 March 2026; the clocks in Berlin go forward in the night after it. */
const calendar: BranchCalendar = {
  timeZone: 'Europe/Berlin',
  openingHours: [hours, hours, hours, hours, hours, { opens: '09:00', closes: '13:00' }, null],
  closedDates: new Set(['2026-03-28']),
};
const lent = { checkedOutAt: '2026-03-01T10:00:00.000Z', claimedReturnedAt: null };
const at = (iso: string) => new Date(iso);

describe('a return', () => {
  const seen = { now: at('2026-03-10T09:00:00Z'), observedAt: null, bookDrop: null, loan: lent };

  it('counts from now', () => {
    expect(returnedAt(seen)).toEqual(at('2026-03-10T09:00:00Z'));
  });

  it('that a desk had queued counts from when it was seen', () => {
    expect(returnedAt({ ...seen, observedAt: at('2026-03-09T17:00:00Z') })).toEqual(at('2026-03-09T17:00:00Z'));
  });

  it('by a clock that is ahead counts from now', () => {
    expect(returnedAt({ ...seen, observedAt: at('2026-03-10T12:00:00Z') })).toEqual(at('2026-03-10T09:00:00Z'));
  });

  it('of a loan that the member said he had ended counts from then', () => {
    const loan = { ...lent, claimedReturnedAt: '2026-03-05T12:00:00.000Z' };
    expect(returnedAt({ ...seen, loan })).toEqual(at('2026-03-05T12:00:00Z'));
  });

  it('that was seen before the member said so counts from when it was seen', () => {
    const loan = { ...lent, claimedReturnedAt: '2026-03-09T12:00:00.000Z' };
    expect(returnedAt({ ...seen, observedAt: at('2026-03-08T12:00:00Z'), loan })).toEqual(at('2026-03-08T12:00:00Z'));
  });
});

describe('a copy from the book drop', () => {
  const dropped = (now: string, day = 'last_open_day', loan = lent) =>
    returnedAt({ now: at(now), observedAt: null, bookDrop: { day, calendar }, loan }).toISOString();

  it.each([
    [
      'on Tuesday morning counts as returned when the branch closed on Monday',
      '2026-03-10T07:30:00Z',
      '2026-03-09T17:00',
    ],
    ['on Monday morning: on Saturday, at Saturday’s closing time', '2026-03-09T07:30:00Z', '2026-03-07T12:00'],
    ['after a closed Saturday: on Friday, before the clocks changed', '2026-03-30T06:30:00Z', '2026-03-27T17:00'],
    ['after closing time counts for the same day', '2026-03-10T18:30:00Z', '2026-03-10T17:00'],
  ])('emptied %s', (_, now, counts) => {
    expect(dropped(now)).toBe(`${counts}:00.000Z`);
  });

  it('counts for the day that staff say', () => {
    expect(dropped('2026-03-10T07:30:00Z', '2026-03-06')).toBe('2026-03-06T17:00:00.000Z');
  });

  it('counts for the last open day before one on which the branch was closed', () => {
    expect(dropped('2026-03-10T07:30:00Z', '2026-03-08')).toBe('2026-03-07T12:00:00.000Z');
  });

  it('never counts for a day that is still to come', () => {
    expect(dropped('2026-03-10T07:30:00Z', '2026-03-12')).toBe('2026-03-09T17:00:00.000Z');
  });

  it('never counts from before its loan began', () => {
    const loan = { ...lent, checkedOutAt: '2026-03-09T18:00:00.000Z' };
    expect(dropped('2026-03-10T07:30:00Z', 'last_open_day', loan)).toBe('2026-03-09T18:00:00.000Z');
  });

  it('of a branch that is never open counts from when it was seen', () => {
    const shut = { ...calendar, openingHours: calendar.openingHours.map(() => null) };
    const now = at('2026-03-10T07:30:00Z');
    const bookDrop = { day: 'last_open_day', calendar: shut };
    expect(returnedAt({ now, observedAt: null, bookDrop, loan: lent })).toEqual(now);
  });
});

describe('the day for which the book drop counts', () => {
  it.each([
    ['on Tuesday morning is Monday', '2026-03-10T07:30:00Z', '2026-03-09'],
    ['on Monday morning is Saturday', '2026-03-09T07:30:00Z', '2026-03-07'],
    ['after closing time is the same day', '2026-03-10T18:30:00Z', '2026-03-10'],
    ['just before midnight in UTC is told by the branch’s own clock', '2026-03-09T23:30:00Z', '2026-03-09'],
  ])('%s', (_, now, day) => {
    expect(lastOpenDay(at(now), calendar)).toBe(day);
  });
});

describe('whenever a loan ends', () => {
  const moments = fc.date({ min: at('2026-02-01T00:00:00Z'), max: at('2026-11-30T00:00:00Z'), noInvalidDate: true });
  const days = moments.map((moment) => moment.toISOString().slice(0, 10));
  const anyReturn = fc
    .record({
      now: moments,
      observedAt: fc.option(moments),
      bookDrop: fc.option(
        fc.record({ day: fc.oneof(fc.constant('last_open_day'), days), calendar: fc.constant(calendar) }),
      ),
      checkedOutAt: moments,
      claimedReturnedAt: fc.option(moments),
    })
    .filter(({ now, checkedOutAt }) => checkedOutAt <= now)
    .map(({ checkedOutAt, claimedReturnedAt, ...rest }) => ({
      ...rest,
      loan: {
        checkedOutAt: checkedOutAt.toISOString(),
        claimedReturnedAt: claimedReturnedAt ? claimedReturnedAt.toISOString() : null,
      },
    }));

  it('it is neither in the future nor before the loan began', () => {
    fc.assert(
      fc.property(anyReturn, (facts) => {
        const ended = returnedAt(facts);
        expect(ended <= facts.now && ended >= new Date(facts.loan.checkedOutAt)).toBe(true);
      }),
    );
  });

  it('the book drop never makes it later, and puts it on an open day', () => {
    fc.assert(
      fc.property(anyReturn, (facts) => {
        const loan = { checkedOutAt: '2025-01-01T00:00:00.000Z', claimedReturnedAt: null };
        const ended = returnedAt({ ...facts, loan });
        expect(ended <= returnedAt({ ...facts, loan, bookDrop: null })).toBe(true);
        if (facts.bookDrop) expect(isOpenOn(calendar, localDate(ended, calendar.timeZone))).toBe(true);
      }),
    );
  });
});
