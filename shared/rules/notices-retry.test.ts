import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterDelivery } from './notices-retry.ts';

const now = new Date('2026-03-10T10:00:00Z');
const away = { kind: 'refused', trouble: 'server_unreachable', final: false } as const;
const waited = (attempts: number) => (afterDelivery(away, attempts, now).nextAt?.getTime() ?? 0) - now.getTime();

describe('a notice that could not be sent', () => {
  it('is tried again later and later', () => {
    expect([1, 2, 3, 8].map((attempts) => waited(attempts) / 60_000)).toEqual([1, 2, 4, 128]);
    expect(waited(15)).toBe(4 * 3_600_000);
  });

  it('is given up in the end, and goes to the list that staff read', () => {
    expect(afterDelivery(away, 15, now).state).toBe('queued');
    expect(afterDelivery(away, 16, now)).toEqual({ state: 'failed', trouble: 'server_unreachable', nextAt: null });
  });

  it('is given up at once when it can never succeed', () => {
    const unknown = { kind: 'refused', trouble: 'address_refused', final: true } as const;
    expect(afterDelivery(unknown, 1, now)).toEqual({ state: 'failed', trouble: 'address_refused', nextAt: null });
  });

  it('never waits less than before, and never for longer than four hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), (attempts) => {
        expect(waited(attempts + 1)).toBeGreaterThanOrEqual(waited(attempts));
        expect(waited(attempts)).toBeLessThanOrEqual(4 * 3_600_000);
      }),
    );
  });
});

it('a notice that was sent, kept or dropped is not tried again', () => {
  expect(afterDelivery({ kind: 'sent' }, 1, now)).toEqual({ state: 'sent', trouble: null, nextAt: null });
  const kept = { kind: 'kept', trouble: 'no_email_server' } as const;
  expect(afterDelivery(kept, 1, now)).toEqual({ state: 'kept', trouble: 'no_email_server', nextAt: null });
});
