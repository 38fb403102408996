import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument } from './slip-document.ts';
import { listHead } from './slip-head.ts';

export type ReturnPile = {
  /** `Shelve`, `Hold shelf`, `Send to Harbour`: as the screen says it. */
  word: string;
  copies: readonly { title: string; barcode: string; place: string }[];
};

/** What came in, by where it goes: pile after pile, as it lies on the table. Nobody who had or wants it is on it. */
export function returnListPaper(branch: Branch, piles: readonly ReturnPile[], format: Format, now: Date): SlipDocument {
  const { title, columns } = text.slips.returnList;
  return {
    title,
    lines: [
      ...listHead(title, branch.name, now, format),
      ...piles.flatMap(({ word, copies }) => [
        { kind: 'pair' as const, left: word, right: format.number(copies.length) },
        {
          kind: 'table' as const,
          heads: [columns.place, columns.book, columns.barcode],
          rows: copies.map(({ place, title: book, barcode }) => [place, book, barcode]),
        },
      ]),
    ],
  };
}
