import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from './hid-pos.ts';
import { type HidPosLayout, hidPosReports } from './hid-pos-reports.ts';
import { type BegunCode, joinPart } from './long-code.ts';

const CAPTURES = new URL('../../../../shared/data/hid-pos-captures.txt', import.meta.url);

const report = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', '').padEnd(128, '0'), 'hex'));
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

function readAll(reports: Uint8Array[]): string[] {
  const codes: string[] = [];
  let begun: BegunCode | undefined;
  for (const one of reports) {
    const part = readReport(one);
    if (!part) continue;
    const joined = joinPart(begun, part, 0);
    begun = joined.begun;
    if (joined.code !== undefined) codes.push(joined.code);
  }
  return codes;
}

describe('a report', () => {
  it('in the layout of Honeywell: the length leaves the identifier out', () => {
    const read = readReport(report('02 0d 5d4530 39373830333036343036313537'));
    expect(read).toMatchObject({ aim: ']E0', more: false });
    expect(text(read?.data)).toBe('9780306406157');
  });

  it('in the layout of Zebra: one byte later', () => {
    const read = readReport(report('02 0e 00 5d4630 3330323334303030353137383631'));
    expect(read).toMatchObject({ aim: ']F0', more: false });
    expect(text(read?.data)).toBe('30234000517861');
  });

  it('in the layout of Microscan: the identifier is in the data and in the length', () => {
    const read = readReport(report('01 0b 5d4130 3032333734393338'));
    expect(read).toMatchObject({ aim: ']A0', more: false });
    expect(text(read?.data)).toBe('02374938');
  });

  it('in the layout of Newland without an identifier', () => {
    const read = readReport(report('02 08 5430303534333231'));
    expect(read).toEqual({ data: expect.any(Uint8Array), more: false });
    expect(text(read?.data)).toBe('T0054321');
  });

  it.each([
    ['Newland’s answer to a command', '02 0e 020000 08 454c303330303935 2551'],
    ['Honeywell’s answer to a command', '02 08 5d5a36 524556494e46 06 2e'],
    ['Microscan’s answer to a command', '01 0a 3c4b3731342c312c303e'],
    ['no data', '02 00'],
    ['an identifier and no data', '02 00 5d4530'],
    ['a length beyond its end', '02 ff 5d4530 3132'],
    ['nothing at all', ''],
  ])('with %s is no scan', (_what, hex) => {
    expect(readReport(report(hex))).toBeUndefined();
  });

  it('that was cut off is no scan', () => {
    expect(readReport(Uint8Array.from([]))).toBeUndefined();
    expect(readReport(Uint8Array.from([2, 13, 0x5d, 0x45, 0x30, 0x39]))).toBeUndefined();
  });

  it('of any bytes at all is read without an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void readReport(bytes)));
  });
});

describe('a code of any length', () => {
  const barcode = fc.stringMatching(/^[0-9A-Z$%+./ -]{1,300}$/);

  it.each<HidPosLayout>(['honeywell', 'zebra', 'newland', 'microscan'])('comes through whole from %s', (maker) => {
    fc.assert(
      fc.property(barcode, (code) => {
        // Microscan has no flag: a code that fills its last report exactly looks unfinished.
        fc.pre(maker !== 'microscan' || (code.length + 3) % 62 !== 0);
        expect(readAll(hidPosReports(maker, ']C0', code))).toEqual([`]C0${code}`]);
      }),
    );
  });
});

describe.skipIf(!existsSync(CAPTURES))('the reports captured from a Zebra and a Honeywell', () => {
  const captured = existsSync(CAPTURES) ? capturesIn(readFileSync(CAPTURES, 'utf8')) : [];

  it('are all there', () => {
    expect(captured).toHaveLength(18);
  });

  it.each(captured)('$number reads as "$data"', ({ raw, data }) => {
    expect(text(readReport(raw)?.data)).toBe(data);
  });

  it('make four codes, two of them over eight reports', () => {
    const codes = readAll(captured.map(({ raw }) => raw));
    expect(codes.map((code) => code.slice(0, 15))).toEqual([
      ']Xg306030209223',
      ']Q1Lorem ipsum ',
      ']E0306030209223',
      ']Q1Lorem ipsum ',
    ]);
    expect(codes[1]).toHaveLength(3 + 7 * 56 + 53);
    expect(codes[1]).toBe(codes[3]);
    expect(codes[1]).toMatch(/anim id est laborum\.$/);
  });
});

function capturesIn(file: string): { number: number; raw: Uint8Array; data: string }[] {
  const pairs = [...file.matchAll(/^Raw {2}([0-9a-f]+)\r?\nData (.*?)\r?$/gm)];
  return pairs.map(([, hex = '', data = ''], index) => ({
    number: index + 1,
    raw: Uint8Array.from(Buffer.from(hex, 'hex')),
    data,
  }));
}
