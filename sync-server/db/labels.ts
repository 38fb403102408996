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

/**
 * Whether a copy has what was typed into a list in its barcode or its book's title; $n is '' where nothing was. Every row
 * is looked at, so only for what a member, a branch or the work of the day bounds.
 */
export const hasInLabel = (copyId: string, typed: string) => `case when ${typed} = '' then true else exists (
    select from copies of_row join books labelled
      on labelled.tenant_id = of_row.tenant_id and labelled.id = of_row.book_id
    where of_row.tenant_id = $1 and of_row.id = ${copyId}
      and strpos(lower(of_row.barcode || ' ' || labelled.title), lower(${typed})) > 0
  ) end`;

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
