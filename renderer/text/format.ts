import type { Money } from '#shared/contract/primitives.ts';
import { moneyInWords } from '#shared/rules/money.ts';

/** Dates, times and money as the screen writes them: in the screen's language, on the branch's own clock. */
export type Format = {
  readonly timeZone: string;
  /** `Tue 13 December`; with the year when it is not this one. */
  date(instant: string, now: Date): string;
  /** `Tue 13 Dec`; with the year when it is not this one. */
  shortDate(instant: string, now: Date): string;
  /** `13 Dec 2026` */
  day(instant: string): string;
  /** A LocalDate such as `2026-11-22`, which has no time zone. */
  localDate(date: string): string;
  /** The same as `Sunday 22 November`. */
  weekday(date: string): string;
  /** The LocalDate that it is at the branch. */
  isoDay(at: Date): string;
  time(instant: string): string;
  /** With the year: papers are kept, and lists go back for years. */
  dateTime(instant: string): string;
  /** From a moment to another one, with what differs said once more. */
  span(from: string, until: string): string;
  money(money: Money): string;
  number(value: number): string;
};

export function createFormat(locale: string, timeZone: string): Format {
  const dateTimeFormat = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = dateTimeFormat({ weekday: 'short', day: 'numeric', month: 'long' });
  const dayAndYear = dateTimeFormat({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = dateTimeFormat({ weekday: 'short', day: 'numeric', month: 'short' });
  const shortDayAndYear = dateTimeFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const plainDay = dateTimeFormat({ dateStyle: 'medium' });
  const calendarDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  // Swedish writes dates as ISO 8601 does.
  const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const clock = dateTimeFormat({ timeStyle: 'short' });
  const dayAndClock = dateTimeFormat({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const year = dateTimeFormat({ year: 'numeric' });
  const isThisYear = (instant: string, now: Date) => year.format(new Date(instant)) === year.format(now);
  const plain = new Intl.NumberFormat(locale);

  return {
    timeZone,
    date: (instant, now) => (isThisYear(instant, now) ? day : dayAndYear).format(new Date(instant)),
    shortDate: (instant, now) => (isThisYear(instant, now) ? shortDay : shortDayAndYear).format(new Date(instant)),
    day: (instant) => plainDay.format(new Date(instant)),
    localDate: (date) => calendarDay.format(new Date(`${date}T00:00:00Z`)),
    weekday: (date) => longDay.format(new Date(`${date}T00:00:00Z`)),
    isoDay: (at) => isoDay.format(at),
    time: (instant) => clock.format(new Date(instant)),
    dateTime: (instant) => dayAndClock.format(new Date(instant)),
    span: (from, until) => dayAndClock.formatRange(new Date(from), new Date(until)),
    money: ({ amount, currency }) => moneyInWords(locale, amount, currency),
    number: (value) => plain.format(value),
  };
}
