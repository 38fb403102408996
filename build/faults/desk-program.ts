// A whole desk without a screen, in a process of its own that may be killed: node build/faults/desk-program.ts <folder>
// Its parent is the window: it sends bridge calls, and two of this program's own.
import { z } from 'zod';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import { goOnWithFullLog } from '../../electron/core/full-log.ts';
import { TestWindow } from '../../electron/core/testing/test-window.ts';
import { bridgeCalls, type CallName } from '../../shared/contract/bridge.ts';

const Asked = z.object({ id: z.int(), call: z.string(), input: z.unknown() });
const isBridgeCall = (name: string): name is CallName => name in bridgeCalls;

goOnWithFullLog();
let clockIsWrongByMs = 0;
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + clockIsWrongByMs) };
const window = await TestWindow.open({ folder: process.argv[2] ?? '', clock });

// Without its parent it has nobody to work for.
process.on('disconnect', () => process.exit(0));
// A disk that is full by a limit says so by this signal, too (setrlimit(2), RLIMIT_FSIZE); the error is enough.
process.on('SIGXFSZ', () => {});
process.on('message', async (message) => {
  const { id, call, input } = Asked.parse(message);
  try {
    process.send?.({ id, output: await answer(call, input) });
  } catch (error) {
    process.send?.({ id, sentence: error instanceof Error ? error.message : String(error) });
  }
});
process.send?.({ ready: true });

async function answer(call: string, input: unknown): Promise<unknown> {
  if (call === 'faults.setClock') {
    clockIsWrongByMs = z.number().parse(input);
    return {};
  }
  if (call === 'faults.cached') return cachedCopies();
  if (!isBridgeCall(call)) throw new Error(`There is no call ${call}.`);
  return window.call(call, bridgeCalls[call].in.parse(input));
}

function cachedCopies() {
  const reader = window.desk.branchDesk()?.cache.reader;
  const books = reader?.search('', 0, 100_000).rows ?? [];
  return books.flatMap((book) => reader?.copies(book.id) ?? []);
}
