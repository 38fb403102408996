import type { BarcodePatterns, CheckDigit, ScanKind, Symbology } from '#shared/contract/scan.ts';
import { parseAim } from './aim.ts';
import { hasRightCheckDigit } from './check-digit.ts';
import { toIsbn13 } from './isbn.ts';

/** A longer code is no library's barcode, and the library's own patterns are not tried on it. */
const LONGEST_BARCODE = 64;

/** A–D, or T N * E in the older notation, begin and end a Codabar symbol and may be transmitted (ANSI/AIM BC3). */
const CODABAR_FRAME = /^[ABCDTN*E]([\d$:/.+ -]+)[ABCDTN*E]$/i;

export type CleanedCode = { text: string; symbology?: Symbology };

/**
 * What a scanner or a person sent, without what is not data: control characters at the ends, the AIM identifier,
 * start and stop characters, and the spaces of CLSI editing or of the line printed under the bars.
 */
export function cleanBarcode(raw: string): CleanedCode {
  const { symbology, data } = parseAim(trimmed(raw));
  // A scanner told to send the identifier as a prefix *and* in its report sends it twice.
  const text = withoutGroupSpaces(trimmed(withoutFrame(trimmed(parseAim(data).data), symbology)));
  return symbology ? { text, symbology } : { text };
}

function trimmed(text: string): string {
  return text.replace(/^[\p{Cc}\s]+|[\p{Cc}\s]+$/gu, '');
}

function withoutFrame(text: string, symbology: Symbology | undefined): string {
  const asterisks = /^\*([^*]+)\*$/.exec(text)?.[1];
  if (asterisks && (symbology === undefined || symbology === 'code39')) return asterisks;
  const digits = CODABAR_FRAME.exec(text)?.[1];
  if (!digits) return text;
  // Without a symbology, letters may be data (A12345B is a good Code 39): only the library's 14 digits are sure.
  const sure = symbology === 'codabar' || isFourteenDigits(withoutSpaces(digits));
  return sure ? digits : text;
}

/** CLSI editing puts spaces after characters 1, 5 and 10; people type the same groups. */
function withoutGroupSpaces(text: string): string {
  const compact = withoutSpaces(text);
  return isFourteenDigits(compact) ? compact : text;
}

const withoutSpaces = (text: string) => text.replaceAll(' ', '');
const isFourteenDigits = (text: string) => /^\d{14}$/.test(text);

export type ClassifiedCode = { kind: ScanKind; text: string; checkDigit: CheckDigit; ambiguous?: true };

/**
 * What a cleaned code most likely names in this library. Where several kinds fit, `kind` is the first of member,
 * copy, isbn, and `ambiguous` says that the task on the screen must decide. `text` of an ISBN is its 13 digits.
 */
export function classify(text: string, patterns: BarcodePatterns): ClassifiedCode {
  if (text.length > LONGEST_BARCODE) return { kind: 'unknown', text, checkDigit: 'none' };
  const kinds = kindsOf(text, patterns);
  const checkDigit = checkDigitOf(text, kinds, patterns);
  const kind = kinds[0];
  const refused = checkDigit === 'wrong' && patterns.checkDigit === 'refuse';
  if (kind === undefined || refused) return { kind: 'unknown', text, checkDigit };
  if (kind === 'isbn') return { kind, text: toIsbn13(text) ?? text, checkDigit };
  return kinds.length > 1 ? { kind, text, checkDigit, ambiguous: true } : { kind, text, checkDigit };
}

function kindsOf(text: string, patterns: BarcodePatterns): ScanKind[] {
  const kinds: ScanKind[] = [];
  if (matchesAny(text, patterns.member)) kinds.push('member');
  if (matchesAny(text, patterns.copy)) kinds.push('copy');
  if (toIsbn13(text) !== undefined) kinds.push('isbn');
  return kinds;
}

function matchesAny(text: string, sources: readonly string[]): boolean {
  return sources.some((source) => new RegExp(`^(?:${source})$`, 'u').test(text));
}

function checkDigitOf(text: string, kinds: readonly ScanKind[], patterns: BarcodePatterns): CheckDigit {
  const right = hasRightCheckDigit(text);
  if (right !== undefined) return patterns.checkDigit === 'ignore' ? 'none' : right ? 'right' : 'wrong';
  if (kinds[0] === 'isbn') return 'right';
  const mistypedIsbn = kinds.length === 0 && /^97[89]\d{10}$/.test(text);
  return mistypedIsbn ? 'wrong' : 'none';
}
