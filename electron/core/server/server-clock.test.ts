import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const start = Date.parse('2026-11-22T09:00:00.000Z');

/** A desk's clock that may be set, and one that nobody can set. */
function aDesk() {
  const desk = { wall: start, uptime: 5_000_000 };
  const clock = createServerClock({ now: () => new Date(desk.wall), uptimeMs: () => desk.uptime });
  const pass = (ms: number) => {
    desk.wall += ms;
    desk.uptime += ms;
  };
  const setBy = (ms: number) => {
    desk.wall += ms;
  };
  const ask = (header: string | null, tookMs = 0) => {
    const heard = clock.asking();
    pass(tookMs);
    heard(header);
  };
  return { clock, desk, pass, setBy, ask, says: () => clock.now().getTime() };
}

/** A server whose clock is `aheadMs` before the desk's, answering one request after another. */
function heardFrom(aheadMs: number, exchanges: { pauseMs: number; tookMs: number }[]) {
  const one = aDesk();
  for (const { pauseMs, tookMs } of exchanges) {
    one.pass(pauseMs);
    one.ask(new Date(one.desk.wall + tookMs / 2 + aheadMs).toUTCString(), tookMs);
  }
  return { ...one, differsBy: one.says() - one.desk.wall };
}

describe('the server’s clock as the desk knows it', () => {
  const exchanges = fc.array(
    fc.record({ pauseMs: fc.integer({ min: 0, max: 60_000 }), tookMs: fc.integer({ min: 0, max: 400 }) }),
    { minLength: 1, maxLength: 20 },
  );

  it('leaves a desk’s right clock alone, however slow the answers', () => {
    fc.assert(
      fc.property(exchanges, (list) => {
        expect(heardFrom(0, list).differsBy).toBe(0);
      }),
    );
  });

  it('comes within two seconds of the server’s, however wrong the desk’s own is', () => {
    const ahead = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(ahead, exchanges, (aheadMs, list) => {
        expect(Math.abs(heardFrom(aheadMs, list).differsBy - aheadMs)).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it('is not led astray when the desk’s clock is set while the line is down, however long that lasts', () => {
    const wrong = fc.integer({ min: -86_400_000, max: 86_400_000 });
    const down = fc.integer({ min: 0, max: 86_400_000 });
    fc.assert(
      fc.property(wrong, wrong, down, exchanges, (aheadMs, setMs, downMs, list) => {
        const { setBy, pass, says, desk } = heardFrom(aheadMs, list);
        const truth = desk.wall + aheadMs + downMs;
        setBy(setMs);
        pass(downMs);
        expect(Math.abs(says() - truth)).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it('believes the newest answer after somebody set the server’s clock', () => {
    const { ask, says } = aDesk();
    ask(new Date(start + 3_600_000).toUTCString());
    ask(new Date(start).toUTCString());
    expect(says()).toBe(start);
  });

  it('is not confused by an answer without a date', () => {
    const { ask, says } = aDesk();
    ask(null);
    ask('yesterday');
    expect(says()).toBe(start);
  });
});
