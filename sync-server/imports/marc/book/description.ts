import { dataFields, type MarcRecord, subfieldValues } from '../record.ts';
import { onOneLine } from './punctuation.ts';
import { alternativeTitles } from './title.ts';

/** What a reader may want to know: other titles, the summary (520), the contents (505); a line each. */
export function descriptionOf(record: MarcRecord): string | null {
  const others = alternativeTitles(record).map((title) => `Also titled: ${title}`);
  const summaries = dataFields(record, '520').map((field) => subfieldValues(field, 'ab').join(' '));
  const contents = dataFields(record, '505').map((field) => subfieldValues(field, 'agrt').join(' '));
  const lines = [...others, ...summaries, ...contents].map(onOneLine).filter((line) => line !== '');
  return lines.length === 0 ? null : lines.join('\n');
}
