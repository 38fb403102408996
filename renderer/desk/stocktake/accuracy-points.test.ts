import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotOf, shareInWords } from './accuracy-points.ts';

const row = (closedAt: string, accuracy: number) => ({
  stocktakeId: '0190a000-0010-7000-8000-000000000001',
  branchId: '0190a000-0001-7000-8000-000000000001',
  openedAt: closedAt,
  closedAt,
  compared: 10_000,
  agreeing: Math.round(accuracy * 10_000),
  accuracy,
});

describe('accuracy over time', () => {
  it('goes from left to right by time, and upwards by accuracy', () => {
    const { points } = plotOf([
      row('2024-11-22T16:00:00.000Z', 0.981),
      row('2025-05-22T16:00:00.000Z', 0.993),
      row('2026-11-22T16:00:00.000Z', 0.9998),
    ]);
    const [first, second, third] = points;
    if (!first || !second || !third) throw new Error('There are not three points.');
    expect([first.x < second.x, second.x < third.x]).toEqual([true, true]);
    expect(second.x - first.x).toBeLessThan(third.x - second.x);
    expect([first.y > second.y, second.y > third.y]).toEqual([true, true]);
  });

  it('has every count, and the aim, on the paper', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (shares) => {
        const rows = shares.map((share, n) => row(`2026-01-${String(n + 1).padStart(2, '0')}T16:00:00.000Z`, share));
        const { points, width, height, aimY } = plotOf(rows);
        for (const { x, y } of points) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
        expect(aimY >= 0 && aimY <= height).toBe(true);
      }),
    );
  });

  it.each([
    [0.9999, '99.99 %'],
    [0.99989, '99.989 %'],
    [0.999899, '99.989 %'],
    [1, '100 %'],
    [0.5, '50 %'],
  ])('writes %d as %s', (share, words) => {
    expect(shareInWords(share, 'en-GB')).toBe(words);
  });
});
