import type { ItemType } from '#shared/contract/vocabulary.ts';

/** A copy and its book, as every list of copies names them. */
export type LabelRow = {
  copy_id: string;
  barcode: string;
  home_branch_id: string;
  shelf: string | null;
  item_type: ItemType;
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
};

export const labelsOf = (row: LabelRow) => ({
  copy: {
    id: row.copy_id,
    barcode: row.barcode,
    homeBranchId: row.home_branch_id,
    shelf: row.shelf,
    itemType: row.item_type,
  },
  book: { id: row.book_id, isbn: row.isbn, title: row.title, authors: row.authors },
});
