import type { CopyStatus, ItemType } from '#shared/contract/vocabulary.ts';

/** A row of books as an import reads and writes it. */
export type BookRow = {
  id: string;
  controlKey: string | null;
  isbn: string | null;
  title: string;
  subtitle: string | null;
  authors: string[];
  publisher: string | null;
  year: number | null;
  language: string | null;
  subjects: string[];
  genres: string[];
  description: string | null;
};
export type ExistingBook = BookRow;

/** A row of copies as an import writes it. */
export type CopyRow = {
  id: string;
  bookId: string;
  barcode: string;
  homeBranchId: string;
  status: CopyStatus;
  shelf: string | null;
  itemType: ItemType;
  acquiredOn: string | null;
};

/** A copy that was there before, with the title that it belongs to. */
export type ExistingCopy = Omit<CopyRow, 'status'> & { bookTitle: string };
