import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { byKey, isWithin, shelfKey, shelfRange, shelfSection } from './call-number.ts';

/** Each shelf as it stands, left to right. */
const shelves: Record<string, string[]> = {
  'Dewey: decimals digit by digit, the author’s mark, the year': [
    '004 KNU',
    '025.4 DEW',
    '813',
    '813 AUS',
    '813.5 FAU',
    '813.54 SAL',
    '813.54 SAL 1951',
    '813.54 SAL 1994',
    '813.6 ROW',
    '820 SHA',
  ],
  'Cutter and Sanborn’s numbers are decimals, and the work mark comes after the bare number': [
    '813.54 S2',
    '813.54 S26',
    '813.54 S26 1951',
    '813.54 S26c',
    '813.54 S261',
    '813.54 S3',
  ],
  'LC: whole number, decimals, Cutters, date, volume (as printed on spines of a music library)': [
    'M 1366 E44 T44',
    'M 1366 G58 F6',
    'M 1366 J32 L4',
    'M 1366 M67 P5 v2',
    'M 1366 M67 P5 v10',
    'ML 410 B4',
    'ML3506 .C5 1981',
    'ML 3507 R47 1995',
    'ML3556J73',
    'MT 330 L35 1978',
  ],
  'LC: a decimal class stands behind its whole number, a date before a Cutter': [
    'QA 9 .A1',
    'QA76',
    'QA76 1999',
    'QA76 .C23',
    'QA76 .C3',
    'QA76.73 .C23',
    'QA76.73.J38 F53 2010',
    'QA76.73.J38 F53 2010 c.2',
    'QA76.9 .A1',
    'QA760 .A1',
  ],
  'volumes by value, however they are written': [
    '940.53 CHU v.1',
    '940.53 CHU vol. 2',
    '940.53 CHU V.9',
    '940.53 CHU v10',
    '940.53 CHU Vol 11',
  ],
  'collections of their own': [
    '813.54 SAL',
    'BIO LINCOLN',
    'DVD 791',
    'FIC AUS',
    'J 398.2 GRI',
    'J FIC HOL',
    'REF 030',
  ],
  'plain names and accession numbers by value': [
    '143',
    '3227',
    '3489 LP v2',
    '3489 V.36',
    '30007004960919',
    'A3',
    'A12',
    'B1',
  ],
  'accents, case and marks aside': ['FIC AEBI', 'fic Éluard', 'FIC EMANUEL', 'FIC ØRSTED'],
};

describe('the order of the shelves', () => {
  test.each(Object.entries(shelves))('%s', (_, marks) => {
    expect([...marks].reverse().sort((a, b) => byKey(shelfKey(a), shelfKey(b)))).toEqual(marks);
  });

  test.each([
    ['780/.5', '780.5'],
    ['813.5/4 SAL', '813.54 SAL'],
    ['ML3556J73', 'ML 3556 .J73'],
    ['Children’s A3', 'CHILDRENS A 3'],
    ['940 CHU vol. 2', '940 CHU v.2'],
    ['QA76.73.J38', 'QA 76.73 J38'],
  ])('%s stands where %s stands', (one, other) => {
    expect(shelfKey(one)).toBe(shelfKey(other));
  });

  test('a copy without a shelf comes first', () => {
    expect([shelfKey(null), shelfKey(''), shelfKey(' – ')]).toEqual(['', '', '']);
  });

  // The database compares bytes of UTF-8, JavaScript 16-bit units.
  test('is the same in the database and in the window', () => {
    const anyMark = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyMark, anyMark, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(shelfKey(a)), Buffer.from(shelfKey(b)));
        expect(byKey(shelfKey(a), shelfKey(b))).toBe(bytes);
      }),
    );
  });

  const letters = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVZ'), minLength: 1, maxLength: 3 });
  test('of two class numbers with the same letters is that of their values', () => {
    const classNumber = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(letters, classNumber, classNumber, (prefix, a, b) => {
        expect(byKey(shelfKey(`${prefix}${a}`), shelfKey(`${prefix} ${b}`))).toBe(Math.sign(a - b));
      }),
    );
  });

  test('of two volumes is that of their numbers', () => {
    const volume = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(volume, volume, (a, b) => {
        expect(byKey(shelfKey(`813.54 SAL v.${a}`), shelfKey(`813.54 SAL V.${b}`))).toBe(Math.sign(a - b));
      }),
    );
  });

  test('of two Cutter numbers is that of decimal fractions', () => {
    const fraction = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const order = byKey(shelfKey(`QA76 .C${a}`), shelfKey(`QA76 .C${b}`));
        if (Number(`0.${a}`) !== Number(`0.${b}`)) expect(order).toBe(Math.sign(Number(`0.${a}`) - Number(`0.${b}`)));
      }),
    );
  });
});

describe('a range of shelves', () => {
  test.each([
    ['813', '813.54 SAL', true],
    ['813', '814', false],
    ['FIC A – FIC C', 'FIC CHRISTIE', true],
    ['FIC A – FIC C', 'FIC DICKENS', false],
    ['FIC C - FIC A', 'FIC BELLOW', true],
    ['800-819', '819.99 ZZZ', true],
    ['800..819', '820', false],
    ['PN 1994 – PN 1999', 'PN1995.9 .F4', true],
    ['A1', 'A12', false],
    ['A1 … A12', 'A 2', true],
    ['REF', '030', false],
  ])('%s holds %s: %s', (label, shelf, holds) => {
    expect(isWithin(shelfKey(shelf), shelfRange(label))).toBe(holds);
  });
});

test.each([
  ['813.54 SAL', '810'],
  ['REF 813', 'REF 810'],
  ['ML 3556 J73', 'ML 3500'],
  ['FIC MOR', 'FIC M'],
  ['J FIC HOL', 'J FIC H'],
  ['A3', 'A 3'],
  ['Basement', 'BASEMENT'],
])('%s stands in the stretch %s', (shelf, section) => {
  expect(shelfSection(shelfKey(shelf))).toBe(section);
});

const realRecords = new URL('../../../shared/data/jazz_1k.mrc', import.meta.url);
describe.skipIf(!existsSync(realRecords))(
  'call numbers of a real music library (skipped where the file is missing)',
  () => {
    // Only once there is a test to run: the tests of a skipped block are gathered all the same.
    let marks: string[] = [];
    beforeAll(() => {
      marks = callNumbersOf(realRecords);
    });

    test('all have a place of their own class', () => {
      expect(marks.length).toBeGreaterThan(800);
      for (const mark of marks) expect(shelfKey(mark), mark).toMatch(/^([A-Z]+ )*[\d:]+(\.\d+)?( |$)/);
    });

    test('stand by class number within their class', () => {
      const numbersOf = (letters: string) =>
        marks
          .filter((mark) => new RegExp(`^${letters} ?\\d`).test(mark))
          .sort((a, b) => byKey(shelfKey(a), shelfKey(b)))
          .map((mark) => Number.parseFloat(mark.slice(letters.length)));
      for (const letters of ['', 'M', 'ML', 'MT']) {
        const numbers = numbersOf(letters);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    });
  },
);

/** Subfield a of the item fields (949), told by the $w behind it, without reading the rest of the records. */
function callNumbersOf(file: URL): string[] {
  const fields = readFileSync(file, 'latin1').split('\x1e');
  const marks = fields.flatMap((field) => {
    const [, mark = '', next = ''] = field.split('\x1f');
    return mark.startsWith('a') && next.startsWith('w') ? [mark.slice(1).trim()] : [];
  });
  return marks.filter((mark) => /^[A-Z]{0,3} ?\d/.test(mark));
}
