import { type DataField, dataFields, firstValue, type MarcRecord, subfieldValues } from '../record.ts';
import { distinct, withoutPunctuation } from './punctuation.ts';

export type Titles = { title: string; subtitle: string | null };

/**
 * The title as the record gives it in 245: $a with the number and name of the part ($n, $p), and $b as subtitle. Records
 * with another script have it in an 880 linked to the field (MARC 21, Appendix A); the romanised 245 comes first.
 */
export function titlesOf(record: MarcRecord): Titles | undefined {
  const candidates = [...dataFields(record, '245'), ...linkedFields(record, '245')];
  for (const field of candidates) {
    const titles = readTitles(field);
    if (titles) return titles;
  }
  return undefined;
}

/** Other titles the book is known by: the same in its own script, and the variants of 246. */
export function alternativeTitles(record: MarcRecord): string[] {
  const main = titlesOf(record);
  const others = [...linkedFields(record, '245'), ...dataFields(record, '246'), ...linkedFields(record, '246')];
  const texts = others.flatMap((field) => readTitles(field) ?? []).map(asOneTitle);
  return distinct(texts).filter((text) => text !== main?.title && text !== (main && asOneTitle(main)));
}

/** The 880 fields that give a field in another script: their $6 begins with the tag of that field. */
export function linkedFields(record: MarcRecord, tag: string): DataField[] {
  return dataFields(record, '880').filter((field) => firstValue(field, '6')?.startsWith(tag));
}

function readTitles(field: DataField): Titles | undefined {
  const main = withoutPunctuation(firstValue(field, 'a') ?? '');
  const parts = partsOf(field);
  const title = [main, ...parts].filter((text) => text !== '').join('. ');
  if (title === '') return undefined;
  const subtitle = subfieldValues(field, 'b').map(withoutPunctuation).join(' ');
  return { title, subtitle: subtitle === '' ? null : subtitle };
}

/** `Part 2, The return`: the name of a part stands behind its number. */
function partsOf(field: DataField): string[] {
  const parts: string[] = [];
  let lastCode = '';
  for (const { code, value } of field.subfields) {
    if (code !== 'n' && code !== 'p') continue;
    const text = withoutPunctuation(value);
    const number = code === 'p' && lastCode === 'n' ? parts.pop() : undefined;
    parts.push(number === undefined ? text : `${number}, ${text}`);
    lastCode = code;
  }
  return parts;
}

const asOneTitle = ({ title, subtitle }: Titles): string => (subtitle === null ? title : `${title}: ${subtitle}`);
