import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Clock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { waitBefore } from './backoff.ts';
import type { Outbox } from './outbox.ts';
import { createPostponed } from './postponed.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** A server that asks for patience gets it, but not for ever. */
const longestAskedMs = 300_000;

export type Sender = ReturnType<typeof startSender>;

/** The server's answer to a return, or null while the return is still on its way. */
export type Prompt = Extract<Answered<ReturnAnswer>, { kind: 'done' | 'refused' }> | null;

type Surroundings = {
  outbox: Outbox;
  /** Sends one return under its own idempotency key. */
  send: (row: OutboxRow) => Promise<Answered<ReturnAnswer>>;
  clock: Clock;
  /** A number from [0, 1). */
  random: () => number;
  /** What stands in the way of sending, in words; null when nothing does. */
  onTrouble: (sentence: string | null) => void;
};

/** Sends what is queued, one at a time and oldest first, for as long as there is anything. */
export function startSender({ outbox, send, clock, random, onTrouble }: Surroundings) {
  const waiting = new Map<string, (prompt: Prompt) => void>();
  const postponed = createPostponed(clock);
  let sending = false;
  let stopped = false;
  let failures = 0;
  /** The server asked not to be called before this time. */
  let notBefore = 0;
  let cancelNext = () => {};

  async function drain(): Promise<void> {
    if (sending || stopped) return;
    sending = true;
    cancelNext();
    let pauseMs: number | null = null;
    try {
      pauseMs = await sendUntilPause();
    } catch (error) {
      // The disk would not take the server's answer: the row is still queued and is sent again under its own key.
      console.error('The outbox could not be written.', error);
      onTrouble(sentences.outboxNotWritten);
      pauseMs = waitBefore(failures++, random());
    }
    sending = false;
    for (const id of [...waiting.keys()]) answer(id, null);
    const nextIn = pauseMs ?? postponed.nextIn();
    if (nextIn !== null && !stopped) cancelNext = clock.after(nextIn, () => void drain());
  }

  /** Milliseconds to wait before the next attempt; null when nothing is left to send. */
  async function sendUntilPause(): Promise<number | null> {
    while (!stopped) {
      const askedForMs = notBefore - clock.now().getTime();
      if (askedForMs > 0) return askedForMs;
      const row = outbox.nextQueued(postponed.barcodes());
      if (!row) return null;
      const pauseMs = await sendOne(row);
      if (pauseMs !== null) return pauseMs;
    }
    return null;
  }

  async function sendOne(row: OutboxRow): Promise<number | null> {
    const answered = await send(row);
    if (stopped) return null;
    const verdict = verdictOn(answered, waiting.has(row.id));
    if (verdict.kind === 'wait') return waitAfter(row, verdict);
    failures = 0;
    postponed.forget(row.id);
    // Whoever waits gets the server's answer even if the disk then refuses to note it.
    if (answered.kind !== 'unreachable') answer(row.id, answered);
    outbox.conclude(row.id, verdict.conclusion);
    onTrouble(null);
    return null;
  }

  function waitAfter(row: OutboxRow, verdict: Extract<Verdict, { kind: 'wait' }>): number | null {
    onTrouble(verdict.sentence);
    if (verdict.trouble === 'row' && postponed.failedOnceMore(row)) return null;
    const ownMs = waitBefore(failures++, random());
    if (verdict.forMs === null) return ownMs;
    const askedMs = Math.min(verdict.forMs, longestAskedMs);
    notBefore = clock.now().getTime() + askedMs;
    return Math.max(askedMs, ownMs);
  }

  function answer(id: string, prompt: Prompt): void {
    waiting.get(id)?.(prompt);
    waiting.delete(id);
  }

  return {
    /** The line is back, or something was queued: tries now instead of when the pause ends. */
    kick: () => void drain(),

    /** The server's answer to this row, if it comes within so many milliseconds. Tries to send at once. */
    promptAnswer(id: string, withinMs: number): Promise<Prompt> {
      return new Promise((resolve) => {
        const cancel = clock.after(withinMs, () => answer(id, null));
        waiting.set(id, (prompt) => {
          cancel();
          resolve(prompt);
        });
        void drain();
      });
    },

    stop(): void {
      stopped = true;
      cancelNext();
      for (const id of [...waiting.keys()]) answer(id, null);
    },
  };
}
