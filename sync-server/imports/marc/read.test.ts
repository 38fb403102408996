import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookFields, buildMarc, buildMarcxml, data, inPieces } from '../testing/build-marc.ts';
import type { MarcFormat } from './format.ts';
import { fileStart, type ReadPosition } from './framing.ts';
import { type MarcEntry, readMarc } from './read.ts';
import { controlValue } from './record.ts';

const iso2709: MarcFormat = { kind: 'iso2709' };
const marcxml: MarcFormat = { kind: 'marcxml', encoding: 'utf-8' };
const delimiters = ['\x1d', '\x1e', '\x1f'];

const isoFile = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => record(index + 1));
const record = (number: number): Buffer =>
  buildMarc([...bookFields(`n${number}`), data('500', '  ', { a: `Käthe's note ${number}: 12345` })]);

async function entriesOf(source: AsyncIterable<Buffer>, format: MarcFormat, start: ReadPosition = fileStart) {
  const entries: MarcEntry[] = [];
  for await (const entry of readMarc(source, format, start)) entries.push(entry);
  return entries;
}

/** `n1` for a record that was read, else its number and what was said of it. */
const told = (entries: MarcEntry[]): string[] =>
  entries.map((entry) =>
    'reason' in entry ? `${entry.record}: ${entry.reason}` : (controlValue(entry.marc, '001') ?? ''),
  );

const readIso = async (...parts: (Buffer | string)[]) =>
  told(await entriesOf(inPieces(Buffer.concat(parts.map((part) => Buffer.from(part)))), iso2709));

describe('a file with damage', () => {
  const [one = Buffer.alloc(0), two = Buffer.alloc(0), three = Buffer.alloc(0)] = isoFile(3);

  it('passes over line ends and padding between records without a word', async () => {
    expect(await readIso('\ufeff', one, '\r\n', two, '\0\0 \n\x1d', three, '\x1a')).toEqual(['n1', 'n2', 'n3']);
  });

  it('reports junk between records and does not count it as one', async () => {
    expect(await readIso(one, 'junk from a mailer', two)).toEqual([
      'n1',
      '2: 18 bytes before this record belong to no record and were passed over.',
      'n2',
    ]);
  });

  it('reports a record whose stated length is wrong, and reads the next', async () => {
    const wrong = Buffer.concat([Buffer.from('00999'), two.subarray(5)]);
    expect(await readIso(one, wrong, three)).toEqual([
      'n1',
      `2: The leader of this record says that it is 999 bytes long, but it has ${two.length}.`,
      'n3',
    ]);
  });

  it('reads the record behind one that has lost its end', async () => {
    expect(await readIso(one, two.subarray(0, 60), three)).toEqual([
      'n1',
      `2: This record breaks off after 60 bytes, and the next one begins; its leader says ${two.length}.`,
      'n3',
    ]);
  });

  it('says so when the file ends in the middle of a record', async () => {
    expect(await readIso(one, two.subarray(0, -1))).toEqual([
      'n1',
      `2: The file ends in the middle of this record, after ${two.length - 1} bytes; its leader says ${two.length}.`,
    ]);
  });

  it('reports a record with a wrong leader, and one whose directory points nowhere', async () => {
    const noLength = Buffer.concat([Buffer.from('title'), two.subarray(5)]);
    const noBase = Buffer.concat([two.subarray(0, 12), Buffer.from('00030'), two.subarray(17)]);
    const noEntry = Buffer.concat([two.subarray(0, 27), Buffer.from('9999'), two.subarray(31)]);
    expect(await readIso(noLength, noBase, noEntry, three)).toEqual([
      '1: The leader of this record does not begin with its length.',
      '2: The leader of this record does not say where its directory ends.',
      '3: The directory of this record is damaged at its entry 1.',
      'n3',
    ]);
  });

  it('gives up on an endless stretch without holding it in memory, and finds the record behind it', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (let piece = 0; piece < 100; piece += 1) yield Buffer.alloc(10_000, 'x');
      yield Buffer.concat([one, two]);
    }
    const junk = '1: 1000000 bytes without the end of a record were passed over; no MARC record is so long.';
    expect(told(await entriesOf(endless(), iso2709))).toEqual([junk, 'n1', 'n2']);
  });

  it('never throws, and never loses a record that was not touched', async () => {
    const records = isoFile(6);
    const bounds = records.map((_, index) => Buffer.concat(records.slice(0, index + 1)).length);
    const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), damage, async (target, changes) => {
        const file = Buffer.concat(records);
        const [start, end] = [target === 0 ? 0 : (bounds[target - 1] ?? 0), bounds[target] ?? 0];
        for (const [place, byte] of changes) file[start + Math.floor(place * (end - start))] = byte;
        const entries = await entriesOf(inPieces(file, 100), iso2709);
        const untouched = [1, 2, 3, 4, 5, 6].filter((number) => number !== target + 1).map((number) => `n${number}`);
        expect(told(entries)).toEqual(expect.arrayContaining(untouched));
      }),
    );
  });

  it('never throws on bytes that were never MARC', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(iso2709, marcxml), async (bytes, format) => {
        const start = Buffer.concat([one, Buffer.from(bytes)]);
        await entriesOf(inPieces(start, 50), format);
      }),
    );
  });
});

describe('a file as a stream', () => {
  const xml = `<?xml version="1.0"?><collection>\n${[1, 2, 3].map((number) => buildMarcxml(bookFields(`n${number}`, 'Käthe'))).join('\n')}</collection>`;
  const files: [string, MarcFormat, Buffer][] = [
    ['ISO 2709', iso2709, Buffer.concat([...isoFile(3), Buffer.from('\njunk\x1d'), ...isoFile(2)])],
    ['MARCXML', marcxml, Buffer.from(xml)],
  ];

  it.each(files)('gives the same records of %s wherever it is cut into pieces', async (_, format, file) => {
    const whole = await entriesOf(inPieces(file), format);
    expect(whole.length).toBeGreaterThanOrEqual(3);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: file.length }), async (size) => {
        expect(await entriesOf(inPieces(file, size), format)).toEqual(whole);
      }),
      { numRuns: 60, examples: [[1], [2], [3]] },
    );
  });

  it.each(files)('takes up reading of %s again behind any record', async (_, format, file) => {
    const whole = await entriesOf(inPieces(file), format);
    for (const [index, { next }] of whole.entries()) {
      const rest = await entriesOf(inPieces(file.subarray(next.byteOffset), 64), format, next);
      expect(rest).toEqual(whole.slice(index + 1));
    }
  });

  it('gives back what was written', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((value) => !delimiters.some((mark) => value.includes(mark)));
    const subfields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), text, { minKeys: 1, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(fc.array(subfields, { minLength: 1, maxLength: 5 }), async (fields) => {
        const file = buildMarc(fields.map((values) => data('500', ' 1', values)));
        const [entry] = await entriesOf(inPieces(file), iso2709);
        const expected = fields.map((values) => ({
          tag: '500',
          indicators: ' 1',
          subfields: Object.entries(values).map(([code, value]) => ({ code, value: value.normalize('NFC') })),
        }));
        expect(entry && 'marc' in entry ? entry.marc.fields : entry).toEqual(expected);
      }),
    );
  });
});
