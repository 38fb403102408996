import type { ScanEvent } from '#shared/contract/scan.ts';
import { text } from '../text/language.ts';

/** What a scan is taken for at the check-out desk. `card_or_copy`: try the first, then the other. */
type Meaning = 'card' | 'copy' | 'isbn' | 'card_or_copy' | 'copy_or_card';

/**
 * A card and a copy may bear the same text, and some codes fit no pattern: with a member on the screen a copy is
 * meant, without one a card.
 */
export function meaningAtCheckout(scan: ScanEvent, hasMember: boolean): Meaning {
  if (scan.ambiguous) return hasMember ? 'copy' : 'card';
  if (scan.kind === 'member') return 'card';
  if (scan.kind === 'unknown') return hasMember ? 'copy_or_card' : 'card_or_copy';
  return scan.kind;
}

/** Surely a member's card, and no copy. */
export const isCard = ({ kind, ambiguous }: ScanEvent): boolean => kind === 'member' && !ambiguous;

/** Surely a book's: its label, or its ISBN. */
export const isBook = ({ kind, ambiguous }: ScanEvent): boolean => kind === 'isbn' || (kind === 'copy' && !ambiguous);

/** A member's number on a list that stays: nobody's business. */
export const masked = (number: string): string => `…${number.slice(-4)}`;

/** What is odd about a code, in words, or nothing. `takenFor`: what the screen took it for. */
export function codeWarning(scan: ScanEvent, takenFor: 'card' | 'copy'): string | null {
  if (scan.checkDigit === 'wrong') return text.scan.wrongCheckDigit;
  if (scan.ambiguous) return text.scan.ambiguous[takenFor];
  return null;
}
