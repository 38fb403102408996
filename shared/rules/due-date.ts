import { addDays, type BranchCalendar, closingOn, localDate, openDayFrom } from './calendar.ts';

/**
 * When a copy lent now is due: so many days from today at the branch, moved to the next open day, at the branch's
 * closing time in its own time zone (domain.md, "Default policy"). Never before now: a loan for today that is made
 * after closing is due on the next open day.
 */
export function dueAt(now: Date, loanDays: number, calendar: BranchCalendar): Date {
  const day = openDayFrom(calendar, addDays(localDate(now, calendar.timeZone), loanDays));
  const due = closingOn(calendar, day);
  if (due > now) return due;
  const next = closingOn(calendar, openDayFrom(calendar, addDays(day, 1)));
  return next > now ? next : new Date(now.getTime() + 86_400_000);
}

/** A renewal counts from today and is never earlier than what was promised before. */
export function renewedDueAt(now: Date, present: Date, loanDays: number, calendar: BranchCalendar): Date {
  const renewed = dueAt(now, loanDays, calendar);
  return renewed > present ? renewed : present;
}
