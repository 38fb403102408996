const HYPHENS_AND_SPACES = /[\s\-\u2010-\u2015]/g;

/** A price or issue number of 2 or 5 digits may stand beside the bars (GS1 General Specifications, EAN-13 with add-on symbol). */
const EAN_OF_A_BOOK = /^(97[89]\d{10})(?:\d{2}|\d{5})?$/;

/**
 * The ISBN-13, digits only, that a text names: an ISBN-10 or ISBN-13 with or without hyphens, or a book's EAN-13
 * with its add-on. Undefined when it is none, or its check digit is wrong (ISBN Users' Manual, 7th edition).
 */
export function toIsbn13(text: string): string | undefined {
  const compact = text
    .trim()
    .replace(/^ISBN(?:-1[03])?:?/i, '')
    .replace(HYPHENS_AND_SPACES, '')
    .toUpperCase();
  if (/^\d{9}[\dX]$/.test(compact)) return fromIsbn10(compact);
  const isbn = EAN_OF_A_BOOK.exec(compact)?.[1];
  if (isbn === undefined) return undefined;
  return ean13CheckDigit(isbn.slice(0, 12)) === isbn[12] ? isbn : undefined;
}

function fromIsbn10(isbn10: string): string | undefined {
  const sum = [...isbn10].reduce((total, mark, index) => total + (10 - index) * (mark === 'X' ? 10 : Number(mark)), 0);
  if (sum % 11 !== 0) return undefined;
  const first12 = `978${isbn10.slice(0, 9)}`;
  return first12 + ean13CheckDigit(first12);
}

/** Weights 1 and 3 by turns, from the left. */
function ean13CheckDigit(first12: string): string {
  const sum = [...first12].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}
