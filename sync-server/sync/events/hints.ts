import { EventStream } from './event-stream.ts';
import { type Listener, Listeners } from './listeners.ts';
import { Rounds, type RoundsDeps } from './rounds.ts';

/**
 * Tells those who listen to a branch that there is something new, never what: one round of questions for all of them,
 * and none while nobody listens.
 */
export class Hints {
  readonly #deps: RoundsDeps;
  readonly #closing: AbortSignal;
  readonly #listeners = new Listeners();
  #open = 0;
  #rounds: Rounds | undefined;

  constructor(deps: RoundsDeps, closing: AbortSignal) {
    this.#deps = deps;
    this.#closing = closing;
    closing.addEventListener('abort', () => this.#listeners.endAll(), { once: true });
  }

  /**
   * A stream of events about one branch. Its first heartbeat comes when every later change is sure to be told: who pulls
   * after it misses nothing.
   */
  async listen(listener: Listener): Promise<EventStream> {
    const stream = new EventStream();
    this.#open++;
    stream.whenClosed(() => this.#leave());
    const rounds = this.#rounds ?? new Rounds(this.#deps, this.#listeners);
    this.#rounds = rounds;
    try {
      await rounds.begun;
    } catch (error) {
      stream.bytes.destroy();
      throw error;
    }
    this.#listeners.add(listener, stream);
    stream.send(rounds.heartbeat());
    if (this.#closing.aborted) stream.end();
    return stream;
  }

  /** How many streams are open. */
  open(): number {
    return this.#open;
  }

  #leave(): void {
    this.#open--;
    if (this.#open > 0) return;
    this.#rounds?.stop();
    this.#rounds = undefined;
    // Nobody looks any more, and nobody waits: the last figure would stand there for ever.
    this.#deps.showLag(0);
  }
}
