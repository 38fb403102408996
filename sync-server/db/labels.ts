import type { ItemType } from '#shared/contract/vocabulary.ts';

/** A book as every list names it. */
export type BookLabelRow = { book_id: string; isbn: string | null; title: string; authors: string[] };

/** A copy and its book, as every list of copies names them. */
export type LabelRow = BookLabelRow & {
  copy_id: string;
  barcode: string;
  home_branch_id: string;
  shelf: string | null;
  item_type: ItemType;
};

/** Of a book `b`, by name. */
export const bookLabelColumns = 'b.id as book_id, b.isbn, b.title, b.authors';

/** Of a copy `c` and its book `b`, by name. */
export const labelColumns = `c.id as copy_id, c.barcode, c.home_branch_id, c.shelf, c.item_type, ${bookLabelColumns}`;

export const bookLabelOf = ({ book_id: id, isbn, title, authors }: BookLabelRow) => ({ id, isbn, title, authors });

export const labelsOf = (row: LabelRow) => ({
  copy: {
    id: row.copy_id,
    barcode: row.barcode,
    homeBranchId: row.home_branch_id,
    shelf: row.shelf,
    itemType: row.item_type,
  },
  book: bookLabelOf(row),
});
