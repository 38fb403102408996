import { describe, expect, it } from 'vitest';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { bookOf, exampleLibrary } from '../../testing/example-library.ts';
import { exampleTransfer } from '../../testing/transfer-calls.ts';
import { createFormat } from '../../text/format.ts';
import { expectationOf } from './transfer-words.ts';

const format = createFormat('en-GB', 'Europe/London');
const said = (changes: Partial<ListedTransfer>) => {
  const library = exampleLibrary();
  const [copy] = library.copies;
  if (!copy) throw new Error('The example library has copies.');
  return expectationOf(
    exampleTransfer(1, bookOf(library, copy), copy.barcode, changes),
    format,
    new Date('2026-11-22T10:00:00.000Z'),
  );
};

describe('when a copy on its way is expected', () => {
  it('is said by its day', () => {
    expect(said({})).toBe('Expected Mon 23 Nov');
    expect(said({ late: true })).toBe('Expected Mon 23 Nov: late');
  });

  it('is not a day that is still to come where its box has arrived without it', () => {
    expect(said({ late: true, box: { number: 'BOX-7', state: 'received' } })).toBe('Expected with its box: late');
  });

  it('is not said of what nobody has sent or asked for with a day', () => {
    expect(said({ expectedAt: null })).toBe('');
  });
});
