import { controlValue, dataFields, firstValue, type MarcRecord, subfieldValues } from '../record.ts';
import { withoutPunctuation } from './punctuation.ts';

/** `s.n.` and its successors say that nobody knows the publisher. */
const nobody = /^(?:s\.\s?n\.?|publisher not identified|éditeur non identifié|verlag nicht ermittelbar)$/i;

/** Codes of MARC's list of languages that name none: no linguistic content, undetermined, several. */
const noLanguage = new Set(['zxx', 'und', 'mul']);

/** Kinds of date (008/06) whose first date is not a year of publication in figures: B.C., unknown. */
const noYear = new Set(['b', 'n']);

/** The first publisher: 264 with second indicator 1 (publication), else 260, else any 264. */
export function publisherOf(record: MarcRecord): string | null {
  const named = publicationFields(record)
    .map((field) => withoutPunctuation((firstValue(field, 'b') ?? '').replace(/[[\]<>]/g, '')))
    .find((name) => name !== '' && !nobody.test(name));
  return named ?? null;
}

/** The year of publication: the coded one (008/07-10), else the first that 264 or 260 $c has, such as `c1989.`. */
export function yearOf(record: MarcRecord): number | null {
  const coded = controlValue(record, '008') ?? '';
  const codedYear = /^.{7}([12]\d{3})/.exec(coded)?.[1];
  if (codedYear !== undefined && !noYear.has(coded[6] ?? '')) return Number(codedYear);
  const printed = publicationFields(record).flatMap((field) => subfieldValues(field, 'c'));
  const year = printed.map((text) => /(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)/.exec(text)?.[1]).find(Boolean);
  return year === undefined ? null : Number(year);
}

/** The language as a MARC code: 008/35-37, else the first of 041 $a. */
export function languageOf(record: MarcRecord): string | null {
  const coded = (controlValue(record, '008') ?? '').slice(35, 38);
  const listed = dataFields(record, '041').flatMap((field) =>
    subfieldValues(field, 'a').map((text) => text.slice(0, 3)),
  );
  const language = [coded, ...listed]
    .map((code) => code.toLowerCase())
    .find((code) => /^[a-z]{3}$/.test(code) && !noLanguage.has(code));
  return language ?? null;
}

function publicationFields(record: MarcRecord) {
  const of264 = dataFields(record, '264');
  const published = of264.filter((field) => field.indicators[1] === '1');
  return [...published, ...dataFields(record, '260'), ...of264];
}
