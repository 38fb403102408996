import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { FakeHidCommand } from './fake-hid-socket.ts';
import { hidPosReports } from './hid-pos-reports.ts';

const Answer = z.union([z.strictObject({ ok: z.literal(true) }), z.strictObject({ error: z.string() })]);

/** How long a desk may take to start listening. */
const START_MS = 20_000;

/** A Honeywell scanner in the hands of an end-to-end test, plugged into the desk that listens at `address`. */
export type FakeScanner = {
  /** Reads a code; `aim` such as `]C0`. Waits until the desk has taken it in. */
  scan(text: string, aim?: string): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Lets go of the line to the desk; the scanner stays plugged in. */
  close(): void;
};

/** Plugs a scanner into a desk started with `CARREL_FAKE_HID=address`; waits for the desk to listen. */
export async function plugFakeScanner(address: string, path = 'fake-scanner-1'): Promise<FakeScanner> {
  const socket = await connectWithin(address, START_MS);
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();

  async function send(command: FakeHidCommand): Promise<void> {
    socket.write(`${JSON.stringify(command)}\n`);
    const { value } = await answers.next();
    const answer = Answer.parse(JSON.parse(String(value)));
    if ('error' in answer) throw new Error(`The fake scanner refused: ${answer.error}`);
  }

  const scanner: FakeScanner = {
    async scan(text, aim = ']C0') {
      for (const report of hidPosReports('honeywell', aim, text)) {
        await send({ report: Buffer.from(report).toString('hex'), device: path });
      }
    },
    unplug: () => send({ unplug: path }),
    plugIn: () => send({ plug: { path } }),
    close: () => socket.destroy(),
  };
  await scanner.plugIn();
  return scanner;
}

async function connectWithin(address: string, patienceMs: number): Promise<Socket> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const socket = /^\d+$/.test(address) ? connect(Number(address), '127.0.0.1') : connect(address);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
