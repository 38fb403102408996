import type { ItemMapping } from '#shared/contract/api/imports.ts';
import type { MarcRecord } from '../record.ts';
import { type ImportedItem, type ItemWords, itemOf } from './item.ts';
import { koha952 } from './koha-952.ts';
import { marc21852 } from './marc21-852.ts';
import { sirsi949 } from './sirsi-949.ts';

type NamedMapping = Exclude<ItemMapping, 'none' | 'auto'>;

const mappings: Record<NamedMapping, (record: MarcRecord) => ItemWords[]> = {
  'koha-952': koha952,
  'marc21-852': marc21852,
  'sirsi-949': sirsi949,
};
const inOrder: NamedMapping[] = ['koha-952', 'marc21-852', 'sirsi-949'];

/** The copies of a record, and a sentence for every item field that is none. */
export type ImportedItems = { items: ImportedItem[]; rejected: string[] };

/** `auto` takes the first mapping that finds a barcode in this record. */
export function itemsOf(record: MarcRecord, mapping: ItemMapping): ImportedItems {
  const result: ImportedItems = { items: [], rejected: [] };
  const barcodes = new Set<string>();
  wordsOf(record, mapping).forEach((words, index) => {
    const item = itemOf(words, `Item ${index + 1} of this record`);
    if ('reason' in item) result.rejected.push(item.reason);
    else if (barcodes.has(item.barcode)) result.rejected.push(`The barcode ${item.barcode} is in this record twice.`);
    else result.items.push(item);
    if (!('reason' in item)) barcodes.add(item.barcode);
  });
  return result;
}

function wordsOf(record: MarcRecord, mapping: ItemMapping): ItemWords[] {
  if (mapping === 'none') return [];
  if (mapping !== 'auto') return mappings[mapping](record);
  for (const name of inOrder) {
    const words = mappings[name](record);
    if (words.some(({ barcode }) => barcode?.trim())) return words;
  }
  return [];
}
