import type { Clock } from '../clock.ts';

/** A clock that moves only when a test says so. */
export class TestClock implements Clock {
  #now: number;
  #setBy = 0;
  #planned = new Set<{ at: number; task: () => void }>();

  constructor(start = '2026-11-22T09:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now + this.#setBy);
  }

  /** Somebody sets the desk's own clock, forward or back; no time passes. */
  set(byMs: number): void {
    this.#setBy += byMs;
  }

  uptimeMs(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + ms, task };
    this.#planned.add(entry);
    return () => this.#planned.delete(entry);
  }

  /** Moves on, running what falls due on the way, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (let next = this.#earliest(until); next; next = this.#earliest(until)) {
      this.#now = next.at;
      this.#planned.delete(next);
      next.task();
      await settled();
    }
    this.#now = until;
    await settled();
  }

  /** As after a laptop's sleep: the time has passed, and no timer has run yet. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #earliest(until: number) {
    return [...this.#planned].filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
