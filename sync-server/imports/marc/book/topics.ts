import { type DataField, dataFields, type MarcRecord, subfieldValues } from '../record.ts';
import { distinct, withoutPunctuation } from './punctuation.ts';

const subjectTags = ['600', '610', '611', '630', '647', '648', '650', '651', '653', '654', '656', '657'];

/** What kind of thing the record describes (leader/06); plain text is not worth a word. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['c', 'Music scores'],
  ['d', 'Music scores'],
  ['e', 'Maps'],
  ['f', 'Maps'],
  ['g', 'Videos'],
  ['i', 'Spoken recordings'],
  ['j', 'Music recordings'],
  ['k', 'Pictures'],
  ['m', 'Software'],
  ['o', 'Kits'],
  ['p', 'Mixed materials'],
  ['r', 'Objects'],
]);

/** Subjects, the subdivisions behind the heading as catalogues print them: `Jazz -- Québec (Province) -- Biography`. */
export function subjectsOf(record: MarcRecord): string[] {
  return distinct(dataFields(record, ...subjectTags).flatMap(subjectsOfField));
}

/** Genres and forms (655), and what kind of thing it is, so that a reader can ask for scores only. */
export function genresOf(record: MarcRecord): string[] {
  const stated = dataFields(record, '655').map(heading);
  return distinct([...stated, kinds.get(record.leader[6] ?? '') ?? '']);
}

function subjectsOfField(field: DataField): string[] {
  // 653 lists uncontrolled words side by side; elsewhere they make up one heading.
  return field.tag === '653' ? subfieldValues(field, 'a').map(withoutPunctuation) : [heading(field)];
}

function heading(field: DataField): string {
  const main = withoutPunctuation(subfieldValues(field, 'abcdnpt').join(' '));
  return [main, ...subfieldValues(field, 'vxyz').map(withoutPunctuation)].filter((text) => text !== '').join(' -- ');
}
