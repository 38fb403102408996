import { type DataField, dataFields, firstValue, type MarcRecord, subfieldValues } from '../record.ts';
import { distinct, withoutPunctuation } from './punctuation.ts';

/** Who made it, the main entry first: names in their sorted form, `Montgomery, Wes`, without dates. */
export function authorsOf(record: MarcRecord): string[] {
  const main = dataFields(record, '100', '110', '111');
  // With a $t the field names a work that this one contains or refers to, not who made this one.
  const added = dataFields(record, '700', '710', '711', '720').filter((field) => firstValue(field, 't') === undefined);
  return distinct([...main, ...added].map(nameOf));
}

function nameOf(field: DataField): string {
  if (field.tag.endsWith('10')) return subfieldValues(field, 'ab').map(withoutPunctuation).join('. ');
  if (field.tag.endsWith('11')) return withoutPunctuation(subfieldValues(field, 'a').join(' '));
  return withoutPunctuation(subfieldValues(field, 'abc').join(' '));
}
