import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Clock } from '../clock.ts';

const failuresBeforePostponing = 5;
const postponedForMs = 300_000;

/**
 * Returns on which the server itself stumbles, again and again: they stay queued, and those behind them go on. What
 * was observed later of the same copy waits with them, so that the order of one copy's story is never turned round.
 */
export function createPostponed(clock: Clock) {
  const failures = new Map<string, number>();
  const untilByBarcode = new Map<string, number>();
  const nowMs = () => clock.now().getTime();

  return {
    /** Whether the row is to be passed over from now on for a while. */
    failedOnceMore(row: OutboxRow): boolean {
      const count = (failures.get(row.id) ?? 0) + 1;
      failures.set(row.id, count);
      if (count < failuresBeforePostponing || !row.order) return false;
      untilByBarcode.set(row.order.barcode, nowMs() + postponedForMs);
      return true;
    },

    forget: (id: string) => void failures.delete(id),

    /** The barcodes to pass over now. */
    barcodes(): ReadonlySet<string> {
      for (const [barcode, until] of untilByBarcode) if (until <= nowMs()) untilByBarcode.delete(barcode);
      return new Set(untilByBarcode.keys());
    },

    /** Milliseconds until the first of them is due again; null when there is none. */
    nextIn(): number | null {
      if (untilByBarcode.size === 0) return null;
      return Math.max(1000, Math.min(...untilByBarcode.values()) - nowMs());
    },
  };
}
