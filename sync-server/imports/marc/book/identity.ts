import { createHash } from 'node:crypto';
import { toIsbn13 } from '#shared/rules/isbn.ts';
import { controlValue, dataFields, firstValue, type MarcRecord, subfieldValues } from '../record.ts';
import { onOneLine } from './punctuation.ts';

const LONGEST_KEY = 200;

/**
 * What names this record whenever it comes again: its number (001) with the agency that gave it (003), written as in
 * 035; without them the first number of 035; without that a digest of `description`, what the record says of the book.
 */
export function controlKeyOf(record: MarcRecord, description: unknown): string {
  const number = onOneLine(controlValue(record, '001') ?? '');
  const agency = onOneLine(controlValue(record, '003') ?? '');
  const own = number === '' ? '' : agency === '' ? number : `(${agency})${number}`;
  const foreign = dataFields(record, '035').map((field) => onOneLine(firstValue(field, 'a') ?? ''));
  const key = [own, ...foreign].find((candidate) => candidate !== '');
  return key !== undefined && key.length <= LONGEST_KEY ? key : digestOf(key ?? description);
}

/** The valid ISBNs of 020 $a as ISBN-13, the record's order; what stands behind them (`(pbk.) :`) is passed over. */
export function isbnsOf(record: MarcRecord): string[] {
  const texts = dataFields(record, '020').flatMap((field) => subfieldValues(field, 'a'));
  return [...new Set(texts.flatMap((text) => isbnIn(text) ?? []))];
}

function isbnIn(text: string): string | undefined {
  const digits = /^\D*([\dXx][\dXx\s\u2010-\u2015-]*)/.exec(text)?.[1] ?? '';
  return toIsbn13(digits) ?? toIsbn13(digits.split(/\s/)[0] ?? '');
}

function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
}
