import { Bridge } from '../bridge/client.ts';
import type { Transport } from '../bridge/transport.ts';
import { Desk } from '../desk/desk.ts';
import { createPreferences } from '../desk/preferences.ts';
import type { Surroundings } from '../desk/surroundings.ts';
import type { Sound } from '../parts/sounds/scores.ts';
import { TestHost } from './test-host.ts';

/** A whole desk without a page, on a core in memory, with a clock that is moved by hand. */
export async function startTestDesk(host = new TestHost()) {
  const clock = new TestClock();
  const played: Sound[] = [];
  const desk = new Desk({
    bridge: new Bridge(transportTo(host)),
    surroundings: clock,
    preferences: createPreferences(new MemoryStorage()),
    play: (sound) => played.push(sound),
  });
  await settle(desk);
  return {
    host,
    desk,
    clock,
    played,
    /** Scans, and waits until everything scanned so far has been answered. */
    async scan(...codes: string[]): Promise<void> {
      for (const code of codes) desk.intake.text(code, 'wedge');
      await settle(desk);
    },
    settle: () => settle(desk),
  };
}

/** Waits until no scan is waiting and no call is under way. */
async function settle(desk: Desk): Promise<void> {
  let isIdle = false;
  desk.queue.add(async () => {
    isIdle = true;
  });
  while (!isIdle) await nextTurn();
  await nextTurn();
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Frames are cloned on their way, as a MessagePort clones them. */
export function transportTo(host: TestHost): Transport {
  let hear: (frame: unknown) => void = () => {};
  return {
    open(listener) {
      hear = host.connect((frame) => listener.onFrame(structuredClone(frame)));
      queueMicrotask(() => listener.onReady());
    },
    send: (frame) => hear(structuredClone(frame)),
  };
}

class TestClock implements Surroundings {
  #now = new Date('2026-11-22T10:00:00.000Z').getTime();
  #timers: { at: number; run: () => void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass; what falls due in it runs, in order. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

export class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();
  get length(): number {
    return this.#values.size;
  }
  clear(): void {
    this.#values.clear();
  }
  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#values.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#values.set(key, value);
  }
}
