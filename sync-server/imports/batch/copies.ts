import type { ImportedItem } from '../marc/items/item.ts';
import { changedFields } from './books.ts';
import type { CopyRow, ExistingCopy } from './rows.ts';

/** A copy of the batch: as it will be, and what that takes. */
export type PlannedCopy = {
  row: CopyRow;
  bookTitle: string;
  /** What the file says it cost; copies have no price, so the event keeps it. */
  priceCents: number | null;
  change: 'none' | 'insert' | 'update';
};

/** The copies that a batch may meet, by barcode: those of the database, and those of the batch itself. */
export type CopyIndex = Map<string, PlannedCopy>;

export const indexCopies = (existing: readonly ExistingCopy[]): CopyIndex =>
  new Map(existing.map((copy) => [copy.barcode, known(copy)]));

/** The branches by code, and the one for items whose code is none of theirs. */
export type Branches = { byCode: ReadonlyMap<string, string>; otherwise: string };

export function branchesOf(branches: readonly { id: string; code: string }[], otherwise: string): Branches {
  return { byCode: new Map(branches.map(({ id, code }) => [code.toUpperCase(), id])), otherwise };
}

export type PlacedCopy = { copy: PlannedCopy; isNew: boolean } | { reason: string };

/** Puts an item of a book into the index: it corrects the copy with its barcode, or becomes a new one. */
export function placeCopy(
  index: CopyIndex,
  item: ImportedItem,
  book: { id: string; title: string },
  branches: Branches,
  newId: () => string,
): PlacedCopy {
  const branchId = branches.byCode.get(item.libraryCode?.toUpperCase() ?? '');
  const found = index.get(item.barcode);
  if (found && found.row.bookId !== book.id) {
    return { reason: `The barcode ${item.barcode} is that of a copy of another title, “${found.bookTitle}”.` };
  }
  if (found) {
    correct(found, item, branchId);
    return { copy: found, isNew: false };
  }
  const { barcode, status, shelf, itemType, acquiredOn, priceCents } = item;
  const homeBranchId = branchId ?? branches.otherwise;
  const row: CopyRow = { id: newId(), bookId: book.id, barcode, homeBranchId, status, shelf, itemType, acquiredOn };
  const copy: PlannedCopy = { row, bookTitle: book.title, priceCents, change: 'insert' };
  index.set(barcode, copy);
  return { copy, isNew: true };
}

/** The home branch changes only if the file names one: the branch that the import was sent to is no news. */
function correct(copy: PlannedCopy, item: ImportedItem, branchId: string | undefined): void {
  const { row } = copy;
  const corrected: CopyRow = {
    ...row,
    homeBranchId: branchId ?? row.homeBranchId,
    shelf: item.shelf ?? row.shelf,
    itemType: item.itemType,
    acquiredOn: item.acquiredOn ?? row.acquiredOn,
  };
  if (changedFields(row, corrected).length === 0) return;
  copy.row = corrected;
  if (copy.change === 'none') copy.change = 'update';
}

/** The status of a copy that is there is never written back, so it need not be known. */
function known({ bookTitle, ...copy }: ExistingCopy): PlannedCopy {
  return { row: { ...copy, status: 'available' }, bookTitle, priceCents: null, change: 'none' };
}
