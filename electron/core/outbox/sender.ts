import type { Observation, ObservationAnswer } from '#shared/contract/desk.ts';
import type { Clock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { waitBefore } from './backoff.ts';
import type { Outbox } from './outbox.ts';
import { Postponed } from './postponed.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** A server that asks for patience gets it, but not for ever. */
const longestAskedMs = 300_000;

/** The server's answer to an observation, or null while it is still on its way. */
type Prompt = Extract<Answered<ObservationAnswer>, { kind: 'done' | 'refused' }> | null;

type SenderOptions = {
  outbox: Outbox;
  /** Sends one observation under its own idempotency key. */
  send: (row: Observation) => Promise<Answered<ObservationAnswer>>;
  clock: Clock;
  /** A number from [0, 1). */
  random: () => number;
  /** What stands in the way of sending, in words; null when nothing does. */
  onTrouble: (sentence: string | null) => void;
};

/** Sends what is queued, one at a time and oldest first, for as long as there is anything. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #waiting = new Map<string, (prompt: Prompt) => void>();
  readonly #postponed: Postponed;
  #sending = false;
  /** Something happened while an attempt was under way: whatever it comes to, there is reason for another at once. */
  #kickedMeanwhile = false;
  #stopped = false;
  #failures = 0;
  /** The server asked not to be called before this time, by the clock that nobody can set. */
  #notBefore = 0;
  #cancelNext = () => {};

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#postponed = new Postponed(options.clock);
  }

  /**
   * The line is back, or something was queued: tries now instead of when the pause ends. Should it fail, the pauses begin
   * with the shortest again: a dozen scans while the line is down for a second must not make the desk wait a minute.
   */
  kick(): void {
    this.#failures = 0;
    void this.#drain();
  }

  /** The server's answer to this row, if it comes within so many milliseconds. Tries to send at once. */
  promptAnswer(id: string, withinMs: number): Promise<Prompt> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(withinMs, () => this.#answer(id, null));
      this.#waiting.set(id, (prompt) => {
        cancel();
        resolve(prompt);
      });
      this.kick();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelNext();
    this.#answerAll(null);
  }

  async #drain(): Promise<void> {
    this.#kickedMeanwhile = this.#sending;
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    this.#cancelNext();
    const pauseMs = await this.#sendUntilPause().catch((error) => this.#diskTrouble(error));
    this.#sending = false;
    if (this.#kickedMeanwhile && !this.#stopped) return this.#drain();
    this.#answerAll(null);
    const nextInMs = pauseMs ?? this.#postponed.nextIn();
    if (nextInMs !== null && !this.#stopped)
      this.#cancelNext = this.#options.clock.after(nextInMs, () => void this.#drain());
  }

  /** Milliseconds to wait before the next attempt; null when nothing is left to send. */
  async #sendUntilPause(): Promise<number | null> {
    while (!this.#stopped) {
      const askedForMs = this.#notBefore - this.#options.clock.uptimeMs();
      if (askedForMs > 0) return askedForMs;
      const row = this.#options.outbox.nextQueued(this.#postponed.barcodes());
      if (!row) return null;
      const pauseMs = await this.#sendOne(row);
      if (pauseMs !== null) return pauseMs;
    }
    return null;
  }

  async #sendOne(row: Observation): Promise<number | null> {
    const answered = await this.#options.send(row);
    if (this.#stopped) return null;
    const verdict = verdictOn(row.kind, answered, this.#waiting.has(row.id));
    if (verdict.kind === 'wait') return this.#waitAfter(row, verdict);
    this.#failures = 0;
    this.#postponed.forget(row.id);
    // Whoever waits gets the server's answer even if the disk then refuses to note it.
    if (answered.kind !== 'unreachable') this.#answer(row.id, answered);
    this.#options.outbox.conclude(row.id, verdict.conclusion);
    this.#options.onTrouble(null);
    return null;
  }

  #waitAfter(row: Observation, verdict: Extract<Verdict, { kind: 'wait' }>): number | null {
    this.#options.onTrouble(verdict.sentence);
    if (verdict.trouble === 'row' && this.#postponed.failedOnceMore(row)) return null;
    const ownMs = this.#nextPause();
    if (verdict.forMs === null) return ownMs;
    const askedMs = Math.min(verdict.forMs, longestAskedMs);
    this.#notBefore = this.#options.clock.uptimeMs() + askedMs;
    return Math.max(askedMs, ownMs);
  }

  /** The disk would not take the server's answer: the row is still queued and is sent again under its own key. */
  #diskTrouble(error: unknown): number {
    console.error('The outbox could not be written.', error);
    this.#options.onTrouble(sentences.outboxNotWritten);
    return this.#nextPause();
  }

  #nextPause(): number {
    const pauseMs = waitBefore(this.#failures, this.#options.random());
    this.#failures += 1;
    return pauseMs;
  }

  #answer(id: string, prompt: Prompt): void {
    this.#waiting.get(id)?.(prompt);
    this.#waiting.delete(id);
  }

  #answerAll(prompt: Prompt): void {
    for (const id of [...this.#waiting.keys()]) this.#answer(id, prompt);
  }
}
