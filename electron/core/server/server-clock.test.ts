import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const start = Date.parse('2026-11-22T09:00:00.000Z');

/** A server whose clock is `aheadMs` before the desk's, answering at the given desk times. */
function heardFrom(aheadMs: number, exchanges: { sent: number; tookMs: number }[]): number {
  let now = start;
  const clock = createServerClock(() => new Date(now));
  for (const { sent, tookMs } of exchanges) {
    now = start + sent;
    const header = new Date(now + tookMs / 2 + aheadMs).toUTCString();
    clock.heard(header, new Date(now), new Date(now + tookMs));
  }
  return clock.now().getTime() - now;
}

describe('the server’s clock as the desk knows it', () => {
  const exchanges = fc.array(
    fc.record({ sent: fc.integer({ min: 0, max: 60_000 }), tookMs: fc.integer({ min: 0, max: 400 }) }),
    { minLength: 1, maxLength: 20 },
  );

  it('leaves a desk’s right clock alone, however slow the answers', () => {
    fc.assert(
      fc.property(exchanges, (list) => {
        expect(heardFrom(0, list)).toBe(0);
      }),
    );
  });

  it('comes within two seconds of the server’s, however wrong the desk’s own is', () => {
    const ahead = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(ahead, exchanges, (aheadMs, list) => {
        expect(Math.abs(heardFrom(aheadMs, list) - aheadMs)).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it('believes the newest answer after somebody set the desk’s clock', () => {
    const clock = createServerClock(() => new Date(start));
    clock.heard(new Date(start + 3_600_000).toUTCString(), new Date(start), new Date(start));
    clock.heard(new Date(start).toUTCString(), new Date(start), new Date(start));
    expect(clock.now().getTime()).toBe(start);
  });

  it('is not confused by an answer without a date', () => {
    const clock = createServerClock(() => new Date(start));
    clock.heard(null, new Date(start), new Date(start));
    clock.heard('yesterday', new Date(start), new Date(start));
    expect(clock.now().getTime()).toBe(start);
  });
});
