import { describe, expect, it } from 'vitest';
import { codeTables } from './code-tables.ts';
import { decodeMarc8 } from './marc8.ts';

const decode = (...bytes: (string | number)[]) =>
  decodeMarc8(Buffer.concat(bytes.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part])))));
const text = (...bytes: (string | number)[]) => decode(...bytes).text;

describe('MARC-8', () => {
  it('moves a mark behind the letter that it stands before, and composes both', () => {
    expect(text('Montr', 0xe2, 'eal')).toBe('Montréal');
    expect(text(0xf0, 'ca va')).toBe('ça va');
    expect(text('Erlk', 0xe8, 'onig')).toBe('Erlkönig');
  });

  it('keeps several marks in their order', () => {
    expect(text(0xe3, 0xe2, 'e')).toBe('ế');
    expect(text(0xf2, 0xe3, 'o')).toBe('ộ');
  });

  it('makes one mark over two letters of its two halves', () => {
    expect(text(0xeb, 't', 0xec, 'sar')).toBe('t\u0361sar');
    expect(text(0xfa, 'n', 0xfb, 'g')).toBe('n\u0360g');
  });

  it('keeps a second half that has no first', () => {
    expect(text(0xec, 's')).toBe('s\ufe21');
  });

  it('reads the letters and signs of ANSEL', () => {
    expect(text(0xa1, 0xa2, 0xb5, 0xc7, 0xc3, 0xc8, 0xa9, 0xc4)).toBe('ŁØæß©€♭♯');
  });

  it('reads what stands in other sets, and goes back', () => {
    expect(text('\x1b(NkNIGA\x1b(B, a book')).toBe('Книга, a book');
    expect(text('\x1b(2\x79\x6c\x65\x6d\x1b(B')).toBe('שלום');
    expect(text('\x1b(3\x43\x4c\x1b(B')).toBe('أج');
    expect(text('H\x1bb2\x1bsO, x\x1bp2\x1bs, \x1bga\x1bs-rays')).toBe('H₂O, x², α-rays');
    expect(text('\x1b(S\x4f\x22\x61\x1b(B')).toBe('Μά');
  });

  it('reads a set that was put in the upper half', () => {
    expect(text('\x1b)N', 0xc1, 0xc2, '\x1b)!E', 0xa1)).toBe('абŁ');
    expect(text('\x1b-Q', 0xc0)).toBe('ґ');
  });

  it('reads Chinese, Japanese and Korean in three bytes a character', () => {
    expect(text('\x1b$1!0!!0"\x1b(B yi ding')).toBe('一丁 yi ding');
    expect(text('\x1b$1\x69\x24\x22\x69\x24\x24\x1b(B')).toBe('あい');
  });

  it('puts U+FFFD for what is unassigned, and counts it', () => {
    expect(decode('a', 0xaf, 'b')).toEqual({ text: 'a\ufffdb', unreadable: 1 });
    expect(decode('\x1b$1\x7e\x7e\x7e\x1b(Bx')).toEqual({ text: '\ufffdx', unreadable: 1 });
    expect(decode('\x1b$1!0\x1b(Bx')).toEqual({ text: '\ufffd\ufffdx', unreadable: 2 });
    expect(decode('\x1bZ')).toEqual({ text: '\ufffdZ', unreadable: 1 });
  });

  it('drops a mark without a letter rather than putting it on the one before, and counts it', () => {
    expect(decode('cafe', 0xe2)).toEqual({ text: 'cafe', unreadable: 1 });
  });

  it('reads numeric references, which stand for what MARC-8 does not have', () => {
    expect(text('&#x1F600; &#xD800; &amp;')).toBe('😀 &#xD800; &amp;');
  });

  it('has every chart whole', () => {
    const sizes = Object.entries(codeTables).map(([name, table]) => [name, table.size]);
    expect(Object.fromEntries(sizes)).toEqual({
      extendedLatin: 65,
      basicGreek: 73,
      basicCyrillic: 94,
      extendedCyrillic: 42,
      basicHebrew: 78,
      basicArabic: 83,
      extendedArabic: 90,
      greekSymbols: 3,
      subscripts: 14,
      superscripts: 14,
    });
  });
});
