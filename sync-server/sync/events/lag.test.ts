import { expect, it } from 'vitest';
import { FeedLag } from './lag.ts';

it('is nothing while nobody writes, and while everybody is quick', () => {
  const lag = new FeedLag();
  expect(lag.at({ bound: '100', newest: '100' }, 0)).toBe(0);
  expect(lag.at({ bound: '100', newest: '100' }, 5000)).toBe(0);
  expect(lag.at({ bound: '103', newest: '109' }, 5100)).toBe(0);
  // Somebody always writes, and what was newest a moment ago has ended.
  expect(lag.at({ bound: '112', newest: '118' }, 5200)).toBe(0);
});

it('grows while one transaction holds back those that began after it, and ends with it', () => {
  const lag = new FeedLag();
  lag.at({ bound: '100', newest: '101' }, 1000);
  expect(lag.at({ bound: '100', newest: '150' }, 3000)).toBe(2);
  expect(lag.at({ bound: '100', newest: '900' }, 21_000)).toBe(20);
  expect(lag.at({ bound: '900', newest: '900' }, 21_100)).toBe(0);
});
