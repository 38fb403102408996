import { describe, expect, it } from 'vitest';
import { fileStart } from '../marc/framing.ts';
import { readMarc } from '../marc/read.ts';
import { bookFields, buildMarc, data, inPieces } from '../testing/build-marc.ts';
import { type Batch, batchesOf } from './batch.ts';

async function batches(file: Buffer): Promise<Batch[]> {
  const entries = readMarc(inPieces(file), { kind: 'iso2709' });
  const made: Batch[] = [];
  for await (const batch of batchesOf(entries, 'auto', fileStart)) made.push(batch);
  return made;
}

const withCopies = (number: string, copies: number): Buffer => {
  const items = Array.from({ length: copies }, (_, n) => data('949', '  ', { i: `${number}-${n}` }));
  return buildMarc([...bookFields(number), ...items]);
};

describe('batches', () => {
  it('write at most 1,000 books and copies, and end between two records', async () => {
    const file = Buffer.concat(Array.from({ length: 25 }, (_, n) => withCopies(String(n), 99)));
    const made = await batches(file);
    expect(made.map(({ records }) => records.length)).toEqual([10, 10, 5]);
    expect(made.map(({ next }) => next.record)).toEqual([11, 21, 26]);
    expect(made.at(-1)?.next.byteOffset).toBe(file.length);
  });

  it('keep a record with very many copies together', async () => {
    const file = Buffer.concat([withCopies('a', 1), withCopies('b', 1200), withCopies('c', 1)]);
    expect((await batches(file)).map(({ records }) => records.map(({ items }) => items.length))).toEqual([
      [1],
      [1200],
      [1],
    ]);
  });

  it('carry what was said of records that are none, however many there are', async () => {
    const broken = Buffer.concat([Buffer.from('xxxxx'), buildMarc(bookFields('1')).subarray(5)]);
    const made = await batches(Buffer.concat([...Array(1100).fill(broken), withCopies('a', 1)]));
    expect(made.map(({ remarks }) => remarks.length)).toEqual([500, 500, 100]);
    expect(made.at(-1)?.records).toHaveLength(1);
  });

  it('are none for a file with nothing in it', async () => {
    expect(await batches(Buffer.from('\r\n'))).toEqual([]);
  });
});
