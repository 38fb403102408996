import type { BatchRecord, Remark } from './batch.ts';
import { changedFields, indexBooks, type PlannedBook, placeBook } from './books.ts';
import { branchesOf, indexCopies, type PlannedCopy, placeCopy } from './copies.ts';
import type { BookRow, CopyRow, ExistingBook, ExistingCopy } from './rows.ts';

/** What the database holds of what a batch names, and the branches that its items may belong to. */
export type BatchFacts = {
  books: ExistingBook[];
  copies: ExistingCopy[];
  branches: { id: string; code: string }[];
  /** Where items go whose library code is no branch's. */
  branchId: string;
};

export type PlannedEvent = { action: string; entity: 'book' | 'copy'; entityId: string; facts: object };

/** The effects of a batch: the rows to write, an event for each, what is to be said, and what it counts for. */
export type Plan = {
  insertBooks: BookRow[];
  updateBooks: BookRow[];
  insertCopies: CopyRow[];
  updateCopies: CopyRow[];
  events: PlannedEvent[];
  remarks: Remark[];
  counts: { booksCreated: number; booksUpdated: number; copiesCreated: number; copiesUpdated: number };
};

/**
 * Decides what a batch changes. A book or copy that was there counts as updated whether or not the record says anything
 * new; only what differs is written, so that the same file again wakes no desk and leaves no event.
 */
export function planBatch(records: readonly BatchRecord[], facts: BatchFacts, newId: () => string): Plan {
  const books = indexBooks(facts.books);
  const copies = indexCopies(facts.copies);
  const branches = branchesOf(facts.branches, facts.branchId);
  const touched: Touched = { books: new Map(), copies: new Map() };
  const remarks: Remark[] = [];
  const counts = { booksCreated: 0, booksUpdated: 0, copiesCreated: 0, copiesUpdated: 0 };

  for (const { record, book: given, items } of records) {
    const { book, isNew, isbnTaken } = placeBook(books, given, newId);
    touched.books.set(book, record);
    counts[isNew ? 'booksCreated' : 'booksUpdated'] += 1;
    if (isbnTaken !== undefined) {
      remarks.push({ kind: 'warning', record, reason: `The ISBN ${isbnTaken} was left out: another title has it.` });
    }
    for (const item of items) {
      const placed = placeCopy(copies, item, book.row, branches, newId);
      if ('reason' in placed) {
        remarks.push({ kind: 'rejected', record, reason: placed.reason });
        continue;
      }
      touched.copies.set(placed.copy, record);
      counts[placed.isNew ? 'copiesCreated' : 'copiesUpdated'] += 1;
    }
  }
  return { ...rowsOf(touched), events: eventsOf(touched, facts), remarks, counts };
}

/** The books and copies that the batch met, each with the last record that named it. */
type Touched = { books: Map<PlannedBook, number>; copies: Map<PlannedCopy, number> };

function rowsOf({ books, copies }: Touched) {
  const rows = <Row>(planned: Iterable<{ row: Row; change: string }>, change: 'insert' | 'update'): Row[] =>
    [...planned].filter((each) => each.change === change).map(({ row }) => row);
  return {
    insertBooks: rows(books.keys(), 'insert'),
    updateBooks: rows(books.keys(), 'update'),
    insertCopies: rows(copies.keys(), 'insert'),
    updateCopies: rows(copies.keys(), 'update'),
  };
}

/** One event for each row that is written: ids and codes, no names. */
function eventsOf({ books, copies }: Touched, facts: BatchFacts): PlannedEvent[] {
  const formerBooks = new Map(facts.books.map((book) => [book.id, book]));
  const formerCopies = new Map(facts.copies.map(({ bookTitle, ...copy }) => [copy.id, copy]));
  const events: PlannedEvent[] = [];
  for (const [{ row, change }, record] of books) {
    const { id, controlKey, isbn } = row;
    if (change === 'insert') events.push(event('book', 'created', id, { record, controlKey, isbn }));
    if (change === 'update') events.push(event('book', 'changed', id, { record, fields: fieldsOf(formerBooks, row) }));
  }
  for (const [{ row, change, priceCents }, record] of copies) {
    const { id, bookId, barcode, homeBranchId } = row;
    const created = { record, bookId, barcode, homeBranchId, priceCents };
    if (change === 'insert') events.push(event('copy', 'created', id, created));
    if (change === 'update') events.push(event('copy', 'changed', id, { record, fields: fieldsOf(formerCopies, row) }));
  }
  return events;
}

const event = (entity: 'book' | 'copy', what: string, entityId: string, facts: object): PlannedEvent => ({
  action: `${entity}.${what}`,
  entity,
  entityId,
  facts,
});

function fieldsOf(former: Map<string, object>, row: { id: string }): string[] {
  return changedFields(former.get(row.id) ?? {}, row);
}
