import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from './clock.ts';
import { json } from './testing/answering-server.ts';
import { enrolledWindow } from './testing/enrolled-window.ts';
import { branch, LibraryServer, listed } from './testing/library-server.ts';
import { TestWindow } from './testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

beforeEach(async () => {
  library = await serving(new LibraryServer());
  window = await enrolledWindow(library);
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

async function serving(library: LibraryServer): Promise<LibraryServer> {
  await library.server.start();
  return library;
}

/** A clock on which an hour passes at once for whoever waits for one. */
class QuickHours implements Clock {
  readonly now = systemClock.now;
  readonly uptimeMs = systemClock.uptimeMs;
  #waiting = new Set<() => void>();

  after(ms: number, task: () => void): () => void {
    if (ms !== 3_600_000) return systemClock.after(ms, task);
    this.#waiting.add(task);
    return () => this.#waiting.delete(task);
  }

  /** Once somebody waits for it. */
  async anHourPasses(): Promise<void> {
    await expect.poll(() => this.#waiting.size, { timeout: 10_000 }).toBe(1);
    const due = this.#waiting;
    this.#waiting = new Set();
    for (const task of due) task();
  }
}

const named = (name: string) => json(200, listed([{ ...branch, name }]));
const untilNamed = (name: string) => window.until(({ enrolled }) => enrolled?.branch.name === name);

describe('what the library says of itself', () => {
  it('is learned once an hour, also while the line is never down', async () => {
    await window.close();
    const clock = new QuickHours();
    window = await TestWindow.open({ folder: window.folder, clock });
    await window.until(({ connection }) => connection.kind === 'live');
    for (const name of ['Once', 'Twice']) {
      library.answers['GET /branches'] = named(name);
      await clock.anHourPasses();
      await untilNamed(name);
    }
  });

  it('is learned as soon as the line is back, when the desk was started without one', async () => {
    await window.close();
    library.server.stop();
    library.answers['GET /branches'] = named('Renamed overnight');
    window = await TestWindow.open({ folder: window.folder });
    await expect.poll(() => readFileSync(join(window.folder, 'desk.log'), 'utf8')).toContain('"unreachable"');
    await library.server.start();
    await untilNamed('Renamed overnight');
  });
});
