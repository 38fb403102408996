import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** When it is expected; what was not in the box with which it was to come is late before its day. */
export function expectationOf({ expectedAt, late, box }: ListedTransfer, format: Format, now: Date): string {
  const words = text.transfers;
  if (late && box?.state === 'received') return words.lateBox;
  if (!expectedAt) return '';
  const date = format.shortDate(expectedAt, now);
  return late ? words.late(date) : words.expected(date);
}
