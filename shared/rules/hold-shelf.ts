import { type BranchCalendar, isOpenOn, localDate } from './calendar.ts';

const hour = 3_600_000;
/** A branch that stays closed for longer than this does not keep a copy from everybody else. */
const longestExtensionDays = 60;

/**
 * Until when a ready copy waits: so many hours, and a day more for every day on which the branch is closed
 * (domain.md, "Default policy": 72 h, extended over closed days).
 */
export function shelfExpiresAt(readyAt: Date, shelfHours: number, calendar: BranchCalendar): Date {
  let expires = readyAt.getTime() + shelfHours * hour;
  let extended = 0;
  const closed = (at: number) => !isOpenOn(calendar, localDate(new Date(at), calendar.timeZone));
  for (let at = readyAt.getTime() + 24 * hour; at <= expires && extended < longestExtensionDays; at += 24 * hour) {
    if (!closed(at)) continue;
    expires += 24 * hour;
    extended += 1;
  }
  return new Date(expires);
}
