import type { Branch } from '#shared/contract/records.ts';
import { createFormat } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** When a loan of a branch is due, on that branch's own clock, wherever this desk stands. */
export function dueThere({ timeZone }: Pick<Branch, 'timeZone'>, due: Date, now: Date): string {
  const format = createFormat(text.locale, timeZone);
  const at = due.toISOString();
  return `${format.date(at, now)}, ${format.time(at)}`;
}
