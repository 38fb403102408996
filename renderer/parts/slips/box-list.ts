import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument } from './slip-document.ts';
import { listHead } from './slip-head.ts';

type Box = {
  number: string;
  from: Pick<Branch, 'name'>;
  to: Pick<Branch, 'name'>;
  copies: readonly { title: string; barcode: string }[];
};

/** The list that travels with a box: where it goes in the largest letters, its number to scan, then what is in it. */
export function boxListPaper({ number, from, to, copies }: Box, format: Format, now: Date): SlipDocument {
  const words = text.slips.boxList;
  return {
    title: words.title,
    lines: [
      ...listHead(words.title, words.from(from.name), now, format),
      { kind: 'huge', text: to.name },
      { kind: 'barcode', code: number },
      { kind: 'heading', text: number },
      {
        kind: 'table',
        heads: [words.columns.book, words.columns.barcode],
        rows: copies.map(({ title, barcode }) => [title, barcode]),
      },
      { kind: 'text', text: words.copies(copies.length) },
    ],
  };
}
