import { lstatSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createFakeHid, type FakeHid } from './fake-hid.ts';
import type { HidPort } from './hid-port.ts';

const Path = z.string().min(1);

/** One line of JSON from a test. The defaults plug in a Honeywell in HID POS mode. */
const Command = z.union([
  z.strictObject({
    plug: z.strictObject({
      path: Path,
      vendorId: z.int().default(0x0c2e),
      productId: z.int().default(0x0b6a),
      manufacturer: z.string().default('Honeywell'),
      product: z.string().default('Voyager'),
      usagePage: z.int().default(0x8c),
      usage: z.int().default(2),
      refuses: z.string().optional(),
    }),
  }),
  z.strictObject({ unplug: Path }),
  z.strictObject({ report: z.string().regex(/^([0-9a-f]{2})+$/i, 'bytes in hex'), device: Path }),
]);
export type FakeHidCommand = z.input<typeof Command>;

/**
 * A fake port that tests drive from another process: each line on the socket is a command, answered by one line
 * `{"ok":true}` or `{"error":"…"}`. `address` is the path of a Unix socket or a TCP port on 127.0.0.1.
 */
export async function listenFakeHid(address: string): Promise<{ hid: HidPort; close(): Promise<void> }> {
  const hid = createFakeHid();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    serve(socket, hid);
  });
  removeStaleSocket(address);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(/^\d+$/.test(address) ? { host: '127.0.0.1', port: Number(address) } : { path: address }, resolve);
  });
  return {
    hid,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(socket: Socket, hid: FakeHid): void {
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).on('line', (line) => {
    socket.write(`${JSON.stringify(answer(line, hid))}\n`);
  });
}

function answer(line: string, hid: FakeHid): { ok: true } | { error: string } {
  try {
    obey(Command.parse(JSON.parse(line)), hid);
    return { ok: true };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function obey(command: z.output<typeof Command>, hid: FakeHid): void {
  if ('plug' in command) hid.plug(command.plug);
  else if ('unplug' in command) hid.unplug(command.unplug);
  else hid.report(command.device, Buffer.from(command.report, 'hex'));
}

/** A desk that was killed leaves its socket behind, and the next could not listen. */
function removeStaleSocket(address: string): void {
  if (lstatSync(address, { throwIfNoEntry: false })?.isSocket()) rmSync(address);
}
