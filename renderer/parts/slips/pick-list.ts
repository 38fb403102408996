import type { PickListRow } from '#shared/contract/api/holds.ts';
import type { Branch } from '#shared/contract/records.ts';
import { byKey, shelfKey } from '#shared/rules/call-number.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument } from './slip-document.ts';
import { listHead } from './slip-head.ts';

/** As many as somebody carries on a trolley; who has more prints again. */
export const FETCHED_AT_ONCE = 500;

/** `isWhole`: nothing is to be fetched besides. */
export type ToFetch = { rows: readonly Picked[]; isWhole: boolean };

type Picked = {
  copy: Pick<PickListRow['copy'], 'barcode' | 'shelf'>;
  book: Pick<PickListRow['book'], 'title' | 'authors'>;
};

/** What to fetch, in the order in which somebody walks along the shelves. Nobody who waits is on it. */
export function pickListPaper(branch: Branch, { rows, isWhole }: ToFetch, format: Format, now: Date): SlipDocument {
  const { title, columns, noShelf, copies, more } = text.slips.pickList;
  return {
    title,
    lines: [
      ...listHead(title, branch.name, now, format),
      {
        kind: 'table',
        heads: [columns.shelf, columns.book, columns.barcode, columns.found],
        rows: inShelfOrder(rows).map(({ copy, book }) => [
          copy.shelf ?? noShelf,
          [book.title, ...book.authors.slice(0, 1)].join(' / '),
          copy.barcode,
          '☐',
        ]),
      },
      { kind: 'text', text: isWhole ? copies(rows.length) : more(rows.length) },
    ],
  };
}

/** The server lists shelves as plain text, page by page; on paper all are at hand, and v.2 stands before v.10. */
function inShelfOrder(rows: readonly Picked[]): Picked[] {
  const keyed = rows.map((row) => ({ row, key: row.copy.shelf === null ? NO_SHELF : shelfKey(row.copy.shelf) }));
  return keyed.sort((a, b) => byKey(a.key, b.key)).map(({ row }) => row);
}

/** Behind every shelf. */
const NO_SHELF = '\u{ffff}';
