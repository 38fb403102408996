import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { Outbox } from './outbox.ts';
import { answerFor } from './testing/returns.ts';

const desk = join(import.meta.dirname, 'testing', 'desk-for-killing.ts');
let folder: string;
let server: Server | undefined;

/** Runs a desk, kills it -9 after so many milliseconds, and tells which returns it had said to be on the disk. */
async function runAndKill(afterMs: number, serverUrl = 'none'): Promise<string[]> {
  const child = spawn(process.execPath, [desk, folder, serverUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += chunk.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  // A line that the kill cut in half was not said.
  return said.split('\n').slice(0, -1);
}

/** A server that does each return once for its key, and often hangs up before it answers. */
async function forgetfulServer(applied: string[]): Promise<string> {
  server = createServer(async (request, response) => {
    const key = String(request.headers['idempotency-key']);
    const chunks = await request.toArray().catch(() => null);
    // The desk was killed in the middle of its request.
    if (!chunks) return;
    const { barcode } = JSON.parse(chunks.join(''));
    if (Math.random() < 0.1) return request.socket.destroy();
    if (!applied.includes(key)) applied.push(key);
    if (Math.random() < 0.3) return request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answerFor(barcode)));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

const openAgain = () => new Outbox({ file: join(folder, 'outbox.sqlite'), now: systemClock.now });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-killed-'));
});
afterEach(() => {
  server?.close().closeAllConnections();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('a desk that is killed with -9', { timeout: 120_000 }, () => {
  it('still has every return that it said was kept, in the order in which they were made', async () => {
    const said: string[] = [];
    for (let run = 0; run < 6; run++) said.push(...(await runAndKill(Math.random() * 300)));
    const outbox = openAgain();
    const kept = outbox
      .list(0, 100_000)
      .rows.map((row) => row.id)
      .reverse();
    outbox.close();
    expect(said.length).toBeGreaterThan(6);
    // A return may be on the disk whose word the kill cut off; never the other way round.
    expect(kept.filter((id) => said.includes(id))).toEqual(said);
  });

  it('has each return applied exactly once and in order, over kills and lost answers', async () => {
    const applied: string[] = [];
    const address = await forgetfulServer(applied);
    const said: string[] = [];
    for (let run = 0; run < 6; run++) said.push(...(await runAndKill(Math.random() * 500, address)));

    const outbox = openAgain();
    const rows = outbox.list(0, 100_000).rows.sort((a, b) => a.sequence - b.sequence);
    outbox.close();
    const order = rows.map((row) => row.id);
    expect(said.length).toBeGreaterThan(6);
    expect(applied.length).toBeGreaterThan(0);
    expect(said.every((id) => order.includes(id))).toBe(true);
    // What the server has done is the beginning of what the desk recorded: nothing twice, skipped or overtaken.
    expect(applied).toEqual(order.slice(0, applied.length));
    // And what the desk believes to be applied was applied.
    const believed = rows.filter((row) => row.state === 'applied').map((row) => row.id);
    expect(believed).toEqual(applied.slice(0, believed.length));
    expect(rows.every((row) => row.state === 'applied' || row.state === 'queued')).toBe(true);
  });
});
