import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter, usualTimings } from './timings.ts';

describe('the pause between two attempts', () => {
  it('grows to its longest and no further', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 50].map((failures) => pauseAfter(failures, usualTimings, 1 - Number.EPSILON));
    expect(pauses).toEqual([200, 400, 800, 1600, 3000, 3000, 3000]);
  });

  it('differs between desks, and is never shorter than half of it', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
        const whole = pauseAfter(failures, usualTimings, 1 - Number.EPSILON);
        const pause = pauseAfter(failures, usualTimings, random);
        expect(pause).toBeGreaterThanOrEqual(whole / 2 - 1);
        expect(pause).toBeLessThanOrEqual(whole);
      }),
    );
  });
});

it('finds out within five seconds that the server is gone', () => {
  expect(usualTimings.silenceMs).toBeLessThan(5000 - 250);
  expect(usualTimings.askAfterMs).toBeLessThan(usualTimings.silenceMs);
});
