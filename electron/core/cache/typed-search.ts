import { toIsbn13 } from '#shared/rules/isbn.ts';
import { sortableTitle } from './sortable-title.ts';

/** What a text in the search box may mean; all of it is looked up. */
export type TypedSearch = {
  /** An FTS5 query that is well formed whatever was typed; null when there is no word in it. */
  words: string | null;
  /** The beginning of a title, as `sortableTitle` writes it; empty for none. */
  titleStart: string;
  /** The text as a barcode, as typed and in capitals. */
  barcodes: string[];
  /** The beginning of a barcode; null when it does not look like one. */
  barcodeStart: string | null;
  isbn: string | null;
  /** The beginning of an ISBN-13; null when it does not look like one. */
  isbnStart: string | null;
};

/** Of more words the longest and the last are searched: more would only cost time. */
const mostWords = 6;
const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/**
 * Reads what is in the search box. Every word must be in a book; the last one may be unfinished. Words are taken apart
 * as FTS5's tokenizer does and put into quotes, so that no operator, quote or emoji means anything to it
 * (sqlite.org/fts5.html §3.1).
 */
export function readTyped(text: string): TypedSearch {
  const trimmed = text.trim();
  const barcode = trimmed.replace(/\s+/g, '');
  const number = barcode.replace(/[-\u2010-\u2015]/g, '');
  return {
    words: wordsQuery(trimmed),
    titleStart: sortableTitle(trimmed),
    barcodes: [...new Set([trimmed, barcode, barcode.toUpperCase()])].filter((one) => one !== ''),
    barcodeStart: /\d{3}/.test(barcode) && barcode.length >= 4 ? barcode.toUpperCase() : null,
    isbn: toIsbn13(trimmed) ?? null,
    isbnStart: /^97[89]\d{2,9}$/.test(number) ? number : null,
  };
}

function wordsQuery(text: string): string | null {
  const typed = text.match(word) ?? [];
  const last = typed.at(-1);
  if (last === undefined) return null;
  const whole = [...new Set(typed.slice(0, -1))]
    .filter((one) => !last.startsWith(one))
    .sort((a, b) => b.length - a.length)
    .slice(0, mostWords - 1);
  return [...whole.map((one) => `"${one}"`), `"${last}"*`].join(' ');
}
