import { toIsbn13 } from '#shared/rules/isbn.ts';
import { sortableTitle } from './sortable-title.ts';

/** What a text in the search box may mean; all of it is looked up. */
export type TypedSearch = {
  /** What must be in a book: whole words, then one that may be unfinished. Empty when no word was typed. */
  words: string[];
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
const mostWords = 5;
const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** Reads what is in the search box. */
export function readTyped(text: string): TypedSearch {
  const trimmed = text.trim();
  const barcode = trimmed.replace(/\s+/g, '');
  const number = barcode.replace(/[-\u2010-\u2015]/g, '');
  return {
    words: wordsOf(trimmed),
    titleStart: sortableTitle(trimmed),
    barcodes: [...new Set([trimmed, barcode, barcode.toUpperCase()])].filter((one) => one !== ''),
    barcodeStart: /\d{3}/.test(barcode) && barcode.length >= 4 ? barcode.toUpperCase() : null,
    isbn: toIsbn13(trimmed) ?? null,
    isbnStart: /^97[89]\d{2,9}$/.test(number) ? number : null,
  };
}

/**
 * The words as an FTS5 query, in quotes, so that no operator or quote means anything to it; the last one finds what
 * begins with it (sqlite.org/fts5.html §3.1-3.3).
 */
export function wordsQuery(words: string[]): string {
  return `${words.map((one) => `"${one}"`).join(' ')}*`;
}

/** Tells whether a sortable title has all the words, the last of them perhaps unfinished. */
export function titleTest(words: string[]): (title: string) => boolean {
  const sought = words.map((one, index) => ` ${sortableTitle(one)}${index < words.length - 1 ? ' ' : ''}`);
  return (title) => sought.every((one) => ` ${title} `.includes(one));
}

/** The words of a text as FTS5's tokenizer takes them apart. */
function wordsOf(text: string): string[] {
  const typed = text.match(word) ?? [];
  const last = typed.at(-1);
  if (last === undefined) return [];
  const whole = [...new Set(typed.slice(0, -1))]
    .filter((one) => !last.startsWith(one))
    .sort((a, b) => b.length - a.length)
    .slice(0, mostWords - 1);
  return [...whole, last];
}
