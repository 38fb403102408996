import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { Outbox } from '../outbox/outbox.ts';
import { createServerClient } from '../server/client.ts';
import { asDesk } from '../server/request.ts';
import { AnsweringServer, json } from '../testing/answering-server.ts';
import { ScanSender } from './scan-sender.ts';

// Scans on a real disk, sent over real HTTP.

let folder: string;
let outbox: Outbox;
let server: AnsweringServer;
let sender: ScanSender;
let isOffline: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-scans-'));
  outbox = new Outbox({ file: join(folder, 'outbox.sqlite'), now: systemClock.now });
  server = await new AnsweringServer(json(200, { state: 'open', taken: 1, repeated: 0, late: 0 })).start();
  isOffline = true;
  sender = new ScanSender({
    scans: outbox.stocktake,
    client: createServerClient(server.url),
    authorization: asDesk('key'),
    clock: systemClock,
    random: () => 0,
    isOffline: () => isOffline,
    onState: () => {},
    onChange: () => {},
  });
});
afterEach(() => {
  sender.stop();
  server.stop();
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the line that comes back the moment a desk starts is not missed: what lies on its disk is sent', async () => {
  const stocktakeId = '0199a8e0-0000-7000-8000-00000000000c';
  const scan = { barcode: 'B1', shelf: null, staffId: null, kind: null, standing: 'in_order' as const };
  outbox.stocktake.record([{ stocktakeId, ...scan }], new Date());
  sender.kick(); // the desk starts, and has no line yet
  isOffline = false;
  sender.kick(); // the line is there
  await expect.poll(() => server.requests.length).toBe(1);
});
