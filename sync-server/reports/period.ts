import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../http/refusal.ts';

/** A year and a day: what a report reads is bounded, however old the library is. */
const longestDays = 366;
const usualDays = 30;

export type Period = { from: string; to: string };

/**
 * The days asked for; the last thirty where nothing is said.
 * @throws Refusal VALIDATION_FAILED when they end before they begin, are more than a year, or begin before our calendar
 */
export function periodOf(asked: { from?: string; to?: string }, now: Date): Period {
  const to = Temporal.PlainDate.from(asked.to ?? now.toISOString().slice(0, 10));
  const from = asked.from ? Temporal.PlainDate.from(asked.from) : to.subtract({ days: usualDays - 1 });
  if (from.year < 1) refuse('query.to', 'A report looks at days from the year 1 on.');
  const days = from.until(to).days + 1;
  if (days < 1) refuse('query.from', 'The first day must not be after the last.');
  if (days > longestDays) refuse('query.from', `A report looks at ${longestDays} days at most.`);
  return { from: from.toString(), to: to.toString() };
}

/** Every day of a period, in order. */
export function daysOf({ from, to }: Period): string[] {
  const first = Temporal.PlainDate.from(from);
  const length = first.until(Temporal.PlainDate.from(to)).days + 1;
  return Array.from({ length }, (_, index) => first.add({ days: index }).toString());
}

function refuse(path: string, message: string): never {
  throw new Refusal('VALIDATION_FAILED', { detail: message, errors: [{ path, message }] });
}
