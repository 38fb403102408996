import type { CopyStatus, ItemType } from '#shared/contract/vocabulary.ts';
import { cleanBarcode } from '#shared/rules/barcode.ts';
import { atMost, onOneLine } from '../book/punctuation.ts';

/** A copy as an item field describes it. */
export type ImportedItem = {
  /** Cleaned as a scan of it is, so that the scan finds it. */
  barcode: string;
  /** The code that the exporting system has for the branch. */
  libraryCode: string | null;
  /** The collection and the call number: where it stands. */
  shelf: string | null;
  itemType: ItemType;
  /** What a new copy starts as; a copy that is here already knows better. */
  status: Extract<CopyStatus, 'available' | 'maintenance' | 'missing' | 'lost' | 'withdrawn'>;
  /** Minor units, as the record gives it: the currency is the tenant's. */
  priceCents: number | null;
  /** A day, `2026-11-22`. */
  acquiredOn: string | null;
};

/** What an item field says, still in the words of the exporting system. */
export type ItemWords = {
  barcode: string | undefined;
  libraryCode: string | undefined;
  collection: string | undefined;
  callNumber: (string | undefined)[];
  itemType: ItemType;
  status: ImportedItem['status'];
  price: string | undefined;
  acquired: string | undefined;
};

/** The item, or why it cannot be one, in a sentence. */
export function itemOf(words: ItemWords, place: string): ImportedItem | { reason: string } {
  const barcode = cleanBarcode(onOneLine(words.barcode ?? '')).text;
  if (barcode === '') return { reason: `${place} has no barcode.` };
  if (barcode.length > 64) return { reason: `${place} has a barcode of more than 64 characters.` };
  const shelf = onOneLine([words.collection, ...words.callNumber].filter(Boolean).join(' '));
  return {
    barcode,
    libraryCode: onOneLine(words.libraryCode ?? '') || null,
    shelf: atMost(200, shelf) || null,
    itemType: words.itemType,
    status: words.status,
    priceCents: centsOf(words.price),
    acquiredOn: dayOf(words.acquired),
  };
}

/** `38.75`, `$38.75` and `38,75 EUR` are 3875. */
export function centsOf(price: string | undefined): number | null {
  const [, units, cents = '00'] = /(\d{1,7})(?:[.,](\d\d))?(?!\d)/.exec(price ?? '') ?? [];
  return units === undefined ? null : Number(units) * 100 + Number(cents);
}

/** A day from `2001-09-27`, `20010927` or `9/27/2001` (month first, as Sirsi writes). */
export function dayOf(text: string | undefined): string | null {
  const iso = /^\s*(\d{4})-?(\d\d)-?(\d\d)/.exec(text ?? '');
  const american = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text ?? '');
  const [year, month, day] = iso ? iso.slice(1) : american ? [american[3], american[1], american[2]] : [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== Number(month) - 1) return null;
  return date.toISOString().slice(0, 10);
}

/** The circulation rule that a type code of another system asks for; most of them are only kinds of material. */
export function itemTypeOf(code: string | undefined, mayBeLent = true): ItemType {
  if (!mayBeLent || /(?:^|[^a-z])ref/i.test(code ?? '')) return 'reference';
  return /(?:^|[^a-z])new(?!s)/i.test(code ?? '') ? 'new_release' : 'regular';
}
