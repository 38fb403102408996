import { describe, expect, test } from 'vitest';
import { lagMeter } from './lag.ts';
import { walPlace } from './wal-place.ts';

describe('how far a standby is behind', () => {
  test('nothing, when it shows what the primary wrote last', () => {
    const meter = lagMeter();
    meter.written(1000, 10n);
    meter.written(2000, 20n);
    expect(meter.lagOf(20n)).toBe(0);
  });

  test('as long as the primary has been beyond what it shows', () => {
    const meter = lagMeter();
    for (const [at, place] of [
      [1000, 10n],
      [2000, 20n],
      [3000, 30n],
    ] as const)
      meter.written(at, place);
    expect(meter.lagOf(15n)).toBe(2000);
  });

  test('for ever, when it shows nothing of the last minute, or nothing is known', () => {
    const meter = lagMeter();
    expect(meter.lagOf(5n)).toBe(Number.POSITIVE_INFINITY);
    meter.written(1000, 10n);
    meter.written(100_000, 20n);
    expect(meter.lagOf(15n)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('places compare as Postgres compares them', () => {
  expect(walPlace('1/0') > walPlace('0/FFFFFFFF')).toBe(true);
  expect(walPlace('16/B374D848')).toBe(0x16b374d848n);
  expect(() => walPlace('nowhere')).toThrow();
});
