import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarcodePatterns, DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import { classify, cleanBarcode } from './barcode.ts';

const patterns = (change: Partial<BarcodePatterns> = {}): BarcodePatterns => ({
  ...DEFAULT_BARCODE_PATTERNS,
  ...change,
});

describe('cleaning a code', () => {
  it.each([
    ['nothing to clean', '30234000517861', '30234000517861'],
    ['carriage return and line feed', '30234000517861\r\n', '30234000517861'],
    ['a start-of-heading prefix', '\u000130234000517861', '30234000517861'],
    ['an AIM identifier', ']F030234000517861', '30234000517861'],
    ['an AIM identifier sent twice', ']F0]F030234000517861', '30234000517861'],
    ['Codabar start and stop', ']F0A30234000517861B', '30234000517861'],
    ['small Codabar start and stop', ']F0a30234000517861b', '30234000517861'],
    ['the older start and stop', ']F0T30234000517861E', '30234000517861'],
    ['start and stop without a symbology', 'A30234000517861B', '30234000517861'],
    ['CLSI spaces', '3 9990 00019 2148', '39990000192148'],
    ['CLSI spaces within start and stop', 'A3 9990 00019 2148B', '39990000192148'],
    ['a short Codabar code', ']F0A1234B', '1234'],
    ['the asterisks of Code 39', '*T0054321*', 'T0054321'],
    ['spaces within the asterisks', '* T0054321 *', 'T0054321'],
    ['spaces within start and stop', ']F0A 1234 B', '1234'],
    ['asterisks with nothing in them', '* *', ''],
    ['an ISBN with its identifier', ']E09780306406157', '9780306406157'],
  ])('takes off %s', (_what, raw, text) => {
    expect(cleanBarcode(raw).text).toBe(text);
  });

  it.each([
    ['a Follett code', 'T0054321'],
    ['a Follett code with its space', 'T 54321'],
    ['letters that may be data', 'A12345B'],
    ['Code 39 that looks like Codabar', ']A0A12345B', 'A12345B'],
    ['a name of two words', 'Ada Lovelace'],
    ['small letters', 'ab-12'],
  ])('keeps %s', (_what, raw, text = raw) => {
    expect(cleanBarcode(raw).text).toBe(text);
  });

  // A copy's barcode that the contract would read otherwise than it is stored never reaches a desk as it is.
  it('leaves nothing that the contract would take off, or refuse for its ends', () => {
    const piece = fc.oneof(
      fc.constantFrom(']', ']A0', ' ', '\t', '\u00a0', '\ufeff', '\u0085', '*', 'A', 'B', '12', '\u0001'),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    );
    const cleaned = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const { text } = cleanBarcode(pieces.join(''));
      expect(text).toBe(text.trim());
    });
    fc.assert(cleaned, { numRuns: 5000 });
  });

  it('knows the symbology only where the scanner said it', () => {
    expect(cleanBarcode(']F0A30234000517861B').symbology).toBe('codabar');
    expect(cleanBarcode('30234000517861').symbology).toBeUndefined();
  });

  it('finds nothing more to clean the second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-D* T]{0,20}$/), (raw) => {
        const { text } = cleanBarcode(`]C0${raw}`);
        expect(cleanBarcode(`]C0${text}`).text).toBe(text);
      }),
    );
  });
});

describe('telling what a code names', () => {
  it.each([
    ['23529001000463', 'member', 'right'],
    ['30234000517861', 'copy', 'right'],
    ['35555000012349', 'copy', 'wrong'],
    ['22390000027896', 'member', 'wrong'],
    ['T0054321', 'copy', 'none'],
    ['T 54321', 'copy', 'none'],
    ['P0001234', 'member', 'none'],
    ['9780306406157', 'isbn', 'right'],
    ['9780306406158', 'unknown', 'wrong'],
    ['54321', 'unknown', 'none'],
    ['306030209223', 'unknown', 'none'],
    ['', 'unknown', 'none'],
  ])('takes %s for %s, check digit %s', (text, kind, checkDigit) => {
    expect(classify(text, patterns())).toEqual({ kind, text, checkDigit });
  });

  it.each(['0306406152', '978030640615751995'])('gives the ISBN-13 of %s', (text) => {
    expect(classify(text, patterns())).toEqual({ kind: 'isbn', text: '9780306406157', checkDigit: 'right' });
  });

  it('treats a code with a wrong check digit as unknown where the library refuses them', () => {
    const refusing = patterns({ checkDigit: 'refuse' });
    expect(classify('35555000012349', refusing)).toEqual({
      kind: 'unknown',
      text: '35555000012349',
      checkDigit: 'wrong',
    });
    expect(classify('30234000517861', refusing).kind).toBe('copy');
  });

  it('says nothing of check digits where the library ignores them', () => {
    expect(classify('35555000012349', patterns({ checkDigit: 'ignore' })).checkDigit).toBe('none');
  });

  it('says that a code fits a card and a copy, and leaves it to the task', () => {
    const careless = patterns({ member: ['\\d{5}'], copy: ['\\d{5}'] });
    expect(classify('12345', careless)).toEqual({ kind: 'member', text: '12345', checkDigit: 'none', ambiguous: true });
  });

  it('believes the library when its own copies have codes like an ISBN', () => {
    const isbnAsBarcode = patterns({ copy: ['978\\d{10}'] });
    expect(classify('9780306406157', isbnAsBarcode)).toMatchObject({ kind: 'copy', ambiguous: true });
    expect(classify('9780306406158', isbnAsBarcode)).toMatchObject({ kind: 'copy', checkDigit: 'none' });
  });

  it('wants the whole code to match, not a part of it', () => {
    const short = patterns({ copy: ['\\d{5}|X\\d'] });
    expect(classify('123456', short).kind).toBe('unknown');
    expect(classify('X12', short).kind).toBe('unknown');
  });

  it('does not take a long QR text for a barcode', () => {
    expect(classify('1'.repeat(65), patterns({ copy: ['\\d+'] })).kind).toBe('unknown');
  });
});

describe('the patterns of a library', () => {
  it('refuses a pattern that is not a regular expression', () => {
    const bad = BarcodePatterns.safeParse(patterns({ copy: ['('] }));
    expect(bad.error?.issues[0]?.path).toEqual(['copy', 0]);
  });

  it('accepts the ones that a new library begins with', () => {
    expect(BarcodePatterns.parse(DEFAULT_BARCODE_PATTERNS)).toEqual(DEFAULT_BARCODE_PATTERNS);
  });
});
