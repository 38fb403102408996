import { addDays } from '#shared/rules/calendar.ts';

/** `2026-11` and so many months on. */
export function monthShifted(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** The Mondays of the weeks that have days of a month. */
export function weeksOf(month: string): string[] {
  const first = `${month}-01`;
  // Sunday is 0 to JavaScript, and the last day of the week to ISO 8601.
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const mondays: string[] = [];
  for (let monday = addDays(first, -weekday); monday.slice(0, 7) <= month; monday = addDays(monday, 7))
    mondays.push(monday);
  return mondays;
}

/** `November 2026` */
export const monthName = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
