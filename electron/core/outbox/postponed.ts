import type { Observation } from '#shared/contract/desk.ts';
import type { Clock } from '../clock.ts';

const failuresBeforePostponing = 5;
const postponedForMs = 300_000;

/**
 * Observations on which the server itself stumbles, again and again: they stay queued, and those behind them go on. What
 * was observed later of the same copy waits with them, so that the order of one copy's story is never turned round.
 */
export class Postponed {
  readonly #clock: Clock;
  readonly #failures = new Map<string, number>();
  readonly #untilByBarcode = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the row is to be passed over from now on for a while. */
  failedOnceMore(row: Observation): boolean {
    const count = (this.#failures.get(row.id) ?? 0) + 1;
    this.#failures.set(row.id, count);
    if (count < failuresBeforePostponing) return false;
    this.#untilByBarcode.set(row.order.barcode, this.#now() + postponedForMs);
    return true;
  }

  forget(id: string): void {
    this.#failures.delete(id);
  }

  /** The barcodes to pass over now. */
  barcodes(): ReadonlySet<string> {
    for (const [barcode, until] of this.#untilByBarcode) {
      if (until <= this.#now()) this.#untilByBarcode.delete(barcode);
    }
    return new Set(this.#untilByBarcode.keys());
  }

  /** Milliseconds until the first of them is due again; null when there is none. */
  nextIn(): number | null {
    if (this.#untilByBarcode.size === 0) return null;
    return Math.max(1000, Math.min(...this.#untilByBarcode.values()) - this.#now());
  }

  /** A clock that is put back would put them off for as long. */
  #now(): number {
    return this.#clock.uptimeMs();
  }
}
