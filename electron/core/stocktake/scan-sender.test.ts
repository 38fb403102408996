import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { Outbox } from '../outbox/outbox.ts';
import { createServerClient } from '../server/client.ts';
import { asDesk } from '../server/request.ts';
import { type Answer, AnsweringServer, json, refusal } from '../testing/answering-server.ts';
import { ScanSender } from './scan-sender.ts';

// Scans on a real disk, sent over real HTTP.

let folder: string;
let outbox: Outbox;
let server: AnsweringServer;
let sender: ScanSender;
let isOffline: boolean;
let answer: Answer;
const taken = json(200, { state: 'open', taken: 1, repeated: 0, late: 0 });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-scans-'));
  outbox = new Outbox({ file: join(folder, 'outbox.sqlite'), now: systemClock.now });
  answer = taken;
  server = await new AnsweringServer((...asked) => answer(...asked)).start();
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

test('scans are found in the logs by the id of the first of them, however often they are sent', async () => {
  answer = (_, response) => response.destroy();
  outbox.stocktake.record([scanIn(own, 'B1'), scanIn(own, 'B2')], new Date());
  isOffline = false;
  sender.kick();
  await expect.poll(() => server.requests.length).toBeGreaterThanOrEqual(2);
  answer = taken;
  sender.kick();
  await expect.poll(unsent).toBe(0);
  const { scans } = JSON.parse(server.requests[0]?.body ?? '');
  expect(new Set(server.requests.map(({ headers }) => headers['x-request-id']))).toEqual(new Set([scans[0].id]));
});

const own = '0199a8e0-0000-7000-8000-0000000000c1';
const foreign = '0199a8e0-0000-7000-8000-0000000000c2';
const scanIn = (stocktakeId: string, barcode: string) =>
  ({ stocktakeId, barcode, shelf: null, staffId: null, kind: null, standing: 'in_order' }) as const;
const unsent = () => outbox.stocktake.unsent().queued;

test.each([
  ['is of a branch that is not this desk’s', 'FORBIDDEN' as const],
  ['the server fails on', 'INTERNAL' as const],
])('a count that %s keeps its scans on the disk, and holds no other count back', async (_, code) => {
  answer = (request, response, body) =>
    request.url?.includes(foreign) ? refusal(code)(request, response, body) : taken(request, response, body);
  outbox.stocktake.record([scanIn(foreign, 'A1'), scanIn(own, 'B1')], new Date());
  isOffline = false;
  sender.kick();
  await expect.poll(unsent).toBe(1);
  expect(outbox.stocktake.nextUnsent(10)).toMatchObject([{ barcode: 'A1' }]);
  answer = taken;
  sender.kick();
  await expect.poll(unsent).toBe(0);
});

test.each([400, 413])(
  'of a batch that is answered with %i, all are sent but the one that cannot be had',
  async (status) => {
    const problem = {
      type: 'about:blank',
      title: '',
      status,
      detail: 'No.',
      code: 'VALIDATION_FAILED',
      requestId: 'r',
    };
    answer = (request, response, body) =>
      body.includes('"A3"')
        ? json(status, problem, 'application/problem+json')(request, response, body)
        : taken(request, response, body);
    outbox.stocktake.record(
      ['A1', 'A2', 'A3', 'A4', 'A5'].map((barcode) => scanIn(own, barcode)),
      new Date(),
    );
    isOffline = false;
    sender.kick();
    await expect.poll(unsent).toBe(0);
    expect(outbox.stocktake.refusals(own)).toEqual({ scans: 1, sentence: 'No.' });
  },
);
