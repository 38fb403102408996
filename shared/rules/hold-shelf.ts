import { Temporal } from 'temporal-polyfill';
import { addDays, type BranchCalendar, isOpenOn, localDate } from './calendar.ts';

/** A branch that stays closed for longer than this does not keep a copy from everybody else. */
const longestExtensionDays = 60;

/**
 * Until when a ready copy waits: so many hours, and a day more for every day on which the branch is closed
 * (domain.md, "Default policy": 72 h, extended over closed days). A day is one of the branch's own calendar: the night
 * the clocks change neither adds one nor takes one away.
 */
export function shelfExpiresAt(readyAt: Date, shelfHours: number, calendar: BranchCalendar): Date {
  const { timeZone } = calendar;
  const ready = Temporal.Instant.fromEpochMilliseconds(readyAt.getTime());
  let expires = ready.add({ hours: shelfHours }).toZonedDateTimeISO(timeZone);
  let extended = 0;
  let day = addDays(localDate(readyAt, timeZone), 1);
  while (day <= expires.toPlainDate().toString() && extended < longestExtensionDays) {
    if (!isOpenOn(calendar, day)) {
      expires = expires.add({ days: 1 });
      extended += 1;
    }
    day = addDays(day, 1);
  }
  return new Date(expires.epochMilliseconds);
}
