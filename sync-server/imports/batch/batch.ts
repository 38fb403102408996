import type { ItemMapping } from '#shared/contract/api/imports.ts';
import { onOneLine } from '../marc/book/punctuation.ts';
import { type ImportedBook, toBook } from '../marc/book/to-book.ts';
import type { ReadPosition } from '../marc/framing.ts';
import type { ImportedItem } from '../marc/items/item.ts';
import { itemsOf } from '../marc/items/items.ts';
import type { MarcEntry } from '../marc/read.ts';

/** A sentence about a record: `rejected` if something of it was not taken over, `warning` if it should be looked at. */
export type Remark = { kind: 'rejected' | 'warning'; record: number; reason: string };

export type BatchRecord = { record: number; book: ImportedBook; items: ImportedItem[] };

/** Consecutive records that are applied in one transaction, and where reading goes on behind them. */
export type Batch = { records: BatchRecord[]; remarks: Remark[]; next: ReadPosition };

/**
 * A transaction writes a row for every book and copy and one for its audit event. Write transactions are kept short,
 * because the change feed waits for the oldest (design.md, "Sync": at most 2,000 rows).
 */
const MOST_CHANGES = 1000;
/** Broken records write a row as well. */
const MOST_REMARKS = 500;

/** Gathers what was read into batches; a record with more copies than a batch holds is a batch of its own. */
export async function* batchesOf(
  entries: AsyncIterable<MarcEntry>,
  mapping: ItemMapping,
  start: ReadPosition,
): AsyncGenerator<Batch> {
  let batch: Batch = { records: [], remarks: [], next: start };
  let changes = 0;
  for await (const entry of entries) {
    const taken = take(entry, mapping);
    const more = taken.records.reduce((sum, { items }) => sum + 1 + items.length, 0);
    if (changes > 0 && changes + more > MOST_CHANGES) {
      yield batch;
      batch = { records: [], remarks: [], next: batch.next };
      changes = 0;
    }
    batch.records.push(...taken.records);
    batch.remarks.push(...taken.remarks);
    batch.next = entry.next;
    changes += more;
    if (batch.remarks.length < MOST_REMARKS) continue;
    yield batch;
    batch = { records: [], remarks: [], next: batch.next };
    changes = 0;
  }
  if (batch.records.length > 0 || batch.remarks.length > 0) yield batch;
}

function take(entry: MarcEntry, mapping: ItemMapping): Pick<Batch, 'records' | 'remarks'> {
  const { record } = entry;
  const remark =
    (kind: Remark['kind']) =>
    (reason: string): Remark => ({ kind, record, reason: onOneLine(reason) });
  if ('reason' in entry) return { records: [], remarks: [remark('rejected')(entry.reason)] };
  const book = toBook(entry.marc);
  if ('reason' in book) return { records: [], remarks: [remark('rejected')(book.reason)] };
  const { items, rejected } = itemsOf(entry.marc, mapping);
  return {
    records: [{ record, book, items }],
    remarks: [...entry.warnings.map(remark('warning')), ...rejected.map(remark('rejected'))],
  };
}
