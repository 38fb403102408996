import { describe, expect, test } from 'vitest';
import { readHandheldFile } from './handheld-file.ts';

/** The library's barcodes: 14 digits that begin with 3. */
const read = (text: string) => readHandheldFile(text, (cell) => /^3\d{13}$/.test(cell));
const [one, two] = ['30000000000001', '30000000000002'];

describe('a file from a handheld', () => {
  test.each([
    ['one a line', `${one}\n${two}\n`],
    ['with the line ends of Windows', `${one}\r\n${two}\r\n`],
    ['with the mark of UTF-8 and empty lines', `\u{feff}${one}\n\n${two}`],
    ['as a table with a head', `Date,Time,Code\n2026-11-22,10:15,${one}\n2026-11-22,10:16,${two}`],
    ['as a table with semicolons and quotes', `"A1";"${one}"\n"A1";"${two}"`],
    ['with tabs and a count behind', `${one}\t1\n${two}\t1`],
  ])('is read: %s', (_, text) => {
    expect(read(text)).toEqual({ codes: [one, two], unread: [] });
  });

  test('keeps its order, and what was scanned twice', () => {
    expect(read(`${two}\n${one}\n${two}`).codes).toEqual([two, one, two]);
  });

  test('takes barcodes that look unlike the library’s: the count says whose they are', () => {
    expect(read(`${one}\nB-4711\n${two}`).codes).toEqual([one, 'B-4711', two]);
  });

  test('says which lines hold no barcode', () => {
    expect(read(`${one}\n***\n${two}\nend of file`)).toEqual({
      codes: [one, two],
      unread: [
        { line: 2, text: '***' },
        { line: 4, text: 'end of file' },
      ],
    });
  });

  test('that is empty holds nothing', () => {
    expect(read('')).toEqual({ codes: [], unread: [] });
  });
});
