import type { Symbology } from '#shared/contract/scan.ts';

const AIM_IDENTIFIER = /^\]([A-Za-z])([0-9A-Za-z])/;

/** Code characters of ISO/IEC 15424 that libraries meet. */
const SYMBOLOGY_BY_CODE_CHARACTER: Readonly<Record<string, Symbology>> = {
  A: 'code39',
  C: 'code128',
  E: 'ean',
  F: 'codabar',
  G: 'code93',
  I: 'interleaved2of5',
  L: 'pdf417',
  M: 'msi',
  Q: 'qr',
  d: 'datamatrix',
  e: 'databar',
  z: 'aztec',
};

/**
 * Splits the AIM identifier (`]C0`) from the data behind it.
 * `]X` is the maker's own (Honeywell sends Bookland as `]X0`, Zebra UPC-A as `]Xg`): what it is, the digits must say.
 */
export function parseAim(text: string): { symbology?: Symbology; data: string } {
  const found = AIM_IDENTIFIER.exec(text);
  if (!found) return { data: text };
  const [identifier, codeCharacter = ''] = found;
  return { symbology: SYMBOLOGY_BY_CODE_CHARACTER[codeCharacter] ?? 'other', data: text.slice(identifier.length) };
}
