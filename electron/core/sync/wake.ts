import type { Clock } from '../clock.ts';

/** Lets one loop wait, and others wake it. A call that comes while it is at work is kept for its next wait. */
export class Wake {
  readonly #after: Clock['after'];
  #called = false;
  #wake: (() => void) | null = null;

  constructor(after: Clock['after']) {
    this.#after = after;
  }

  /** Ends the present or the next wait. */
  call(): void {
    this.#called = true;
    this.#wake?.();
  }

  /** Whether a call waits to be taken. */
  get isCalled(): boolean {
    return this.#called;
  }

  /** Waits until called, or so many milliseconds. Answers whether it was called. */
  async within(ms: number): Promise<boolean> {
    if (!this.#called && ms > 0) await this.#sleep(ms);
    return this.#takeCall();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        callOff();
        this.#wake = null;
        resolve();
      };
      const callOff = this.#after(ms, end);
      this.#wake = end;
    });
  }

  #takeCall(): boolean {
    const called = this.#called;
    this.#called = false;
    return called;
  }
}
