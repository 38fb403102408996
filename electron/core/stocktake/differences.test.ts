import { describe, expect, test } from 'vitest';
import type { Discrepancy } from '#shared/contract/stocktake.ts';
import { Differences } from './differences.ts';

const count = '0199a8e0-0000-7000-8000-000000000001';
const at = '2026-11-22T09:00:00.000Z';

function difference(n: number, changes: Partial<Discrepancy> = {}): Discrepancy {
  const number = String(n).padStart(3, '0');
  return {
    barcode: `3000${number}`,
    kind: 'missing',
    proposed: 'mark_missing',
    actions: ['mark_missing', 'ignore'],
    shelfKey: `${999 - n}`,
    seen: null,
    loan: null,
    ...changes,
  };
}

function read(rows: Discrepancy[], end = rows.length): Differences {
  const differences = new Differences();
  const reading = differences.reading(count, 0);
  for (const discrepancy of rows) reading.line(JSON.stringify({ discrepancy }));
  reading.line(JSON.stringify({ end: true, count: end }));
  reading.finish();
  return differences;
}

const codes = (rows: readonly Discrepancy[]) => rows.map(({ barcode }) => barcode);

describe('the differences of a count', () => {
  test('come in the order of the shelves, a page at a time, with how many there are of each kind', () => {
    const page = read([1, 2, 3].map((n) => difference(n))).page({}, 1, 2);
    expect(codes(page.data)).toEqual(['3000002', '3000001']);
    expect(page).toMatchObject({ meta: { total: 3, hasMore: false }, kinds: [{ kind: 'missing', count: 3 }] });
  });

  test('are narrowed to a kind, to what came late, and to what is typed', () => {
    const seen = { at, receivedAt: at, shelf: null, deskId: null, staffId: null, late: true };
    const differences = read([difference(1), difference(2, { kind: 'lost', seen }), difference(3)]);
    expect(codes(differences.page({ kind: 'lost' }, 0, 10).data)).toEqual(['3000002']);
    expect(codes(differences.page({ late: true }, 0, 10).data)).toEqual(['3000002']);
    expect(codes(differences.page({ query: '003' }, 0, 10).data)).toEqual(['3000003']);
    expect(differences.page({ kind: 'lost' }, 0, 10).kinds).toHaveLength(2);
  });

  test('are those of a whole stream, or none', () => {
    const differences = read([difference(1)], 2);
    expect(differences.isOf(count)).toBe(false);
  });

  test('are read again after a while, and for another count', () => {
    const differences = read([difference(1)]);
    expect(differences.isFresh(count, 1000)).toBe(true);
    expect(differences.isFresh(count, 60_000)).toBe(false);
    expect(differences.isFresh('0199a8e0-0000-7000-8000-000000000002', 0)).toBe(false);
  });
});
