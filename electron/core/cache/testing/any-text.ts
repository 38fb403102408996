import fc from 'fast-check';

/** Whatever fingers, a scanner or a pasted text may bring: any code points, halves of pairs among them. */
export const anyText = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)), maxLength });
