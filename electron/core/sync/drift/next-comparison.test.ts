import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextComparison } from './next-comparison.ts';

// Local times, as the computer at the desk has them.
const at = (text: string) => new Date(`2026-11-${text}`);
const first = { night: 0, soon: 0 };
const middle = { night: 0.5, soon: 0.5 };

describe('a cache is compared with the server', () => {
  it.each([
    ['at the desk’s place in the night', '20T03:00:00', '20T09:00:00', middle, '21T03:00:00'],
    ['at another desk’s place in it', '20T03:00:00', '20T09:00:00', first, '21T01:00:00'],
    ['in the next night when it was loaded in the evening', '20T19:00:00', '20T19:00:00', middle, '22T03:00:00'],
    ['soon, when the computer was off in the night', '20T03:00:00', '21T08:00:00', first, '21T08:02:00'],
    ['soon, and not all desks at once', '20T03:00:00', '21T08:00:00', middle, '21T08:31:00'],
    ['soon, when it was away for a month', '01T03:00:00', '29T08:00:00', first, '29T08:02:00'],
    ['soon, when the clock was put back since', '25T03:00:00', '21T08:00:00', first, '21T08:02:00'],
  ])('%s', (_, comparedAt, now, places, next) => {
    expect(nextComparison(at(comparedAt), at(now), places)).toEqual(at(next));
  });

  it('soon, when it never was', () => {
    expect(nextComparison(null, at('21T08:00:00'), first)).toEqual(at('21T08:02:00'));
  });

  it('later than now and within two days, wherever its clock stands', () => {
    const moment = fc.date({ min: at('01T00:00:00'), max: at('30T00:00:00'), noInvalidDate: true });
    const place = fc.double({ min: 0, max: 0.999, noNaN: true });
    const days = fc.property(fc.option(moment), moment, place, place, (comparedAt, now, night, soon) => {
      const wait = nextComparison(comparedAt, now, { night, soon }).getTime() - now.getTime();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThan(48 * 3_600_000);
    });
    fc.assert(days);
  });
});
