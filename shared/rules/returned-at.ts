import { addDays, type BranchCalendar, closingOn, isOpenOn, localDate } from './calendar.ts';

/** The book drop of a branch: which day its books count for, and the branch's calendar. */
export type BookDrop = { day: 'last_open_day' | string; calendar: BranchCalendar };

type Facts = {
  now: Date;
  /** When a desk saw the copy, if it could not tell us at once. */
  observedAt: Date | null;
  bookDrop: BookDrop | null;
  loan: { checkedOutAt: string; claimedReturnedAt: string | null };
};

/** A branch that was not open for so long has no last open day: the copy counts as returned when it was seen. */
const horizonDays = 400;

/**
 * When a loan ended. The moment the copy was seen, but never one that is still to come: nobody is fined for our outage.
 * From the book drop, when the branch last closed before that: nobody is fined for our night. And at the latest when
 * the member said that he had brought it back. Never before the loan began.
 */
export function returnedAt({ now, observedAt, bookDrop, loan }: Facts): Date {
  const seenAt = earliest(observedAt ?? now, now);
  const countsFrom = bookDrop ? earliest(seenAt, closedBefore(seenAt, bookDrop)) : seenAt;
  const claimed = loan.claimedReturnedAt ? earliest(countsFrom, new Date(loan.claimedReturnedAt)) : countsFrom;
  const began = new Date(loan.checkedOutAt);
  return claimed > began ? claimed : began;
}

/** The closing time of the branch's last open day: the given one or one before it, and over when the copy was seen. */
function closedBefore(seenAt: Date, { day, calendar }: BookDrop): Date {
  const latest = day === 'last_open_day' ? localDate(seenAt, calendar.timeZone) : day;
  const openDay = openDayOver(seenAt, latest, calendar);
  return openDay ? closingOn(calendar, openDay) : seenAt;
}

/** The day for which books count that are taken from the book drop now; today where a branch was not open for long. */
export function lastOpenDay(now: Date, calendar: BranchCalendar): string {
  const today = localDate(now, calendar.timeZone);
  return openDayOver(now, today, calendar) ?? today;
}

/** The last day, `latest` at the latest, on which the branch was open and has closed by that moment. */
function openDayOver(at: Date, latest: string, calendar: BranchCalendar): string | undefined {
  for (let back = 0; back <= horizonDays; back++) {
    const day = addDays(latest, -back);
    if (isOpenOn(calendar, day) && closingOn(calendar, day) <= at) return day;
  }
  return undefined;
}

const earliest = (a: Date, b: Date) => (a < b ? a : b);
