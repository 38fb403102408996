import type { PickListRow } from '#shared/contract/api/holds.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument } from './slip-document.ts';
import { listHead } from './slip-head.ts';

type Picked = {
  copy: Pick<PickListRow['copy'], 'barcode' | 'shelf'>;
  book: Pick<PickListRow['book'], 'title' | 'authors'>;
};

/** What to fetch from the shelves, in the order given: that is the shelf's. Nobody who waits is on it. */
export function pickListPaper(branch: Branch, rows: readonly Picked[], format: Format, now: Date): SlipDocument {
  const { title, columns, noShelf, copies } = text.slips.pickList;
  return {
    title,
    lines: [
      ...listHead(title, branch.name, now, format),
      {
        kind: 'table',
        heads: [columns.shelf, columns.book, columns.barcode, columns.found],
        rows: rows.map(({ copy, book }) => [
          copy.shelf ?? noShelf,
          [book.title, ...book.authors.slice(0, 1)].join(' / '),
          copy.barcode,
          '☐',
        ]),
      },
      { kind: 'text', text: copies(rows.length) },
    ],
  };
}
