import type { Clock } from '../clock.ts';

/** Says when nobody has touched the desk for so many milliseconds, also when the computer slept meanwhile. */
export class IdleLock {
  readonly #clock: Clock;
  readonly #idleMs: number;
  readonly #onIdle: () => void;
  #touchedAt: number | null = null;
  #cancel = () => {};

  constructor(clock: Clock, idleMs: number, onIdle: () => void) {
    this.#clock = clock;
    this.#idleMs = idleMs;
    this.#onIdle = onIdle;
  }

  start(): void {
    this.#touchedAt = this.#now();
    this.#watch();
  }

  /** A hand at the desk. After a sleep longer than the limit it comes too late: the desk locks. */
  touch(): void {
    this.check();
    if (this.#touchedAt !== null) this.#touchedAt = this.#now();
  }

  /** Locks a desk that was left too long ago, without counting as a hand at it. */
  check(): void {
    if (this.#touchedAt !== null && this.#now() - this.#touchedAt >= this.#idleMs) this.#watch();
  }

  stop(): void {
    this.#touchedAt = null;
    this.#cancel();
  }

  #watch(): void {
    this.#cancel();
    if (this.#touchedAt === null) return;
    const leftMs = this.#touchedAt + this.#idleMs - this.#now();
    if (leftMs > 0) {
      this.#cancel = this.#clock.after(leftMs, () => this.#watch());
      return;
    }
    this.#touchedAt = null;
    this.#onIdle();
  }

  /** By the clock that runs on in a sleep and that nobody can set: one put back would leave the desk open for as long. */
  #now(): number {
    return this.#clock.uptimeMs();
  }
}
