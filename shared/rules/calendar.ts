import { Temporal } from 'temporal-polyfill';
import type { OpeningHours } from '#shared/contract/records.ts';

/** When a branch is open: its own time zone, its weekly hours, and the days it is closed. */
export type BranchCalendar = {
  timeZone: string;
  openingHours: OpeningHours;
  /** `2026-12-25`, … */
  closedDates: ReadonlySet<string>;
};

/** No further than this is an open day looked for: a due date must exist, also at a branch that never opens. */
const horizonDays = 400;

/** The day it is at the branch at this moment: `2026-11-22`. */
export function localDate(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

function hoursOn(calendar: BranchCalendar, date: string) {
  if (calendar.closedDates.has(date)) return null;
  return calendar.openingHours[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? null;
}

export const isOpenOn = (calendar: BranchCalendar, date: string): boolean => hoursOn(calendar, date) !== null;

/**
 * How many of the days after `from`, up to and including `to`, the branch is open, and on how many it is closed. Counted
 * by the week: a loan that was forgotten for years costs no more time than one of a day.
 */
export function daysAfter(calendar: BranchCalendar, from: string, to: string): { open: number; closed: number } {
  const first = Temporal.PlainDate.from(from);
  const total = first.until(Temporal.PlainDate.from(to)).days;
  if (total <= 0) return { open: 0, closed: 0 };
  // The weekday of the n-th day after `from`, Monday being 0.
  const hoursOfDay = (n: number) => calendar.openingHours[(first.dayOfWeek - 1 + n) % 7] ?? null;
  let open = 0;
  for (let n = 1; n <= 7; n++) {
    if (hoursOfDay(n) !== null) open += Math.floor((total - n) / 7) + 1;
  }
  for (const date of calendar.closedDates) {
    if (date > from && date <= to && hoursOfDay(first.until(date).days) !== null) open -= 1;
  }
  return { open, closed: total - open };
}

/** The given day if the branch is open then, or the next on which it is; the day itself where none comes. */
export function openDayFrom(calendar: BranchCalendar, date: string): string {
  return findOpenDay(calendar, date) ?? date;
}

/** Whether a day comes on which the branch is open; where none does, due dates fall on closed days. */
export const opensAgain = (calendar: BranchCalendar, from: string): boolean =>
  findOpenDay(calendar, from) !== undefined;

function findOpenDay(calendar: BranchCalendar, date: string): string | undefined {
  if (calendar.openingHours.every((hours) => hours === null)) return undefined;
  for (let day = 0; day <= horizonDays; day++) {
    const candidate = addDays(date, day);
    if (isOpenOn(calendar, candidate) && exists(candidate, calendar.timeZone)) return candidate;
  }
  return undefined;
}

/** Not every date came to pass everywhere: Samoa went from 29 to 31 December 2011 when it crossed the date line. */
function exists(date: string, timeZone: string): boolean {
  const day = Temporal.PlainDate.from(date);
  return day.toZonedDateTime({ timeZone, plainTime: '12:00' }).toPlainDate().equals(day);
}

/**
 * The moment at which the branch closes on a day, on its own clock. On a day without hours, the end of the day. A
 * closing time that daylight saving skips is the moment after the gap (Temporal's "compatible"), and still on that day:
 * the clocks of Nuuk skip the last hour of a Saturday in March.
 */
export function closingOn(calendar: BranchCalendar, date: string): Date {
  const day = Temporal.PlainDate.from(date);
  const { timeZone } = calendar;
  const closes = day.toZonedDateTime({ timeZone, plainTime: hoursOn(calendar, date)?.closes ?? '23:59' });
  if (closes.toPlainDate().equals(day)) return new Date(closes.epochMilliseconds);
  return new Date(day.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ minutes: 1 }).epochMilliseconds);
}
