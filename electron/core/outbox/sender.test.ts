import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { Answered } from '../server/answered.ts';
import { TestClock } from '../testing/test-clock.ts';
import { Outbox } from './outbox.ts';
import { Sender } from './sender.ts';
import { done, noLine, refused, returnOf } from './testing/returns.ts';

type Server = (barcode: string, attempt: number) => Answered<ReturnAnswer> | Promise<Answered<ReturnAnswer>>;

let folder: string;
let clock: TestClock;
let outbox: Outbox;
let sender: Sender;
let sent: { barcode: string; key: string; at: number }[];
let troubles: (string | null)[];

/** A desk whose outbox is real and whose server answers as the test says. */
function deskWith(server: Server): void {
  sender = new Sender({
    outbox,
    clock,
    random: () => 1,
    onTrouble: (sentence) => troubles.push(sentence),
    send: async (row) => {
      const barcode = row.order?.barcode ?? '';
      sent.push({ barcode, key: row.id, at: clock.now().getTime() });
      return server(barcode, sent.filter((one) => one.key === row.id).length);
    },
  });
}

function record(barcode: string): string {
  const recorded = outbox.record(returnOf(barcode), clock.now(), null);
  if (recorded.kind !== 'kept') throw new Error(recorded.sentence);
  return recorded.row.id;
}

const barcodesSent = () => sent.map(({ barcode }) => barcode);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-sender-'));
  clock = new TestClock();
  outbox = new Outbox({ file: join(folder, 'outbox.sqlite'), now: () => clock.now() });
  sent = [];
  troubles = [];
});
afterEach(() => {
  sender.stop();
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('sending what is queued', () => {
  it('tries again at once when the line came back while an attempt was still hanging', async () => {
    record('A1');
    let giveUp = (_: Answered<ReturnAnswer>) => {};
    deskWith((barcode, attempt) => (attempt > 1 ? done(barcode) : new Promise((resolve) => (giveUp = resolve))));
    sender.kick();
    await clock.advance(5000);
    sender.kick();
    giveUp(noLine);
    await clock.advance(1);
    expect(barcodesSent()).toEqual(['A1', 'A1']);
    expect(outbox.counts().queued).toBe(0);
  });

  it('goes in order, once each, each under the key it was recorded with', async () => {
    const keys = ['A1', 'A2', 'A3'].map(record);
    deskWith((barcode) => done(barcode));
    sender.kick();
    sender.kick();
    await clock.advance(600_000);
    expect(barcodesSent()).toEqual(['A1', 'A2', 'A3']);
    expect(sent.map(({ key }) => key)).toEqual(keys);
    expect(outbox.counts()).toEqual({ queued: 0, needsAttention: 0 });
  });

  it('tries the same row again, ever less often, until the line is back; nothing behind it is lost', async () => {
    for (const barcode of ['A1', 'A2']) record(barcode);
    deskWith((barcode, attempt) => (barcode === 'A1' && attempt < 5 ? noLine : done(barcode)));
    sender.kick();
    await clock.advance(60_000);
    expect(barcodesSent()).toEqual(['A1', 'A1', 'A1', 'A1', 'A1', 'A2']);
    const gaps = sent.slice(1, 5).map(({ at }, n) => at - (sent[n]?.at ?? 0));
    expect(gaps).toEqual([1000, 2000, 4000, 8000]);
  });

  it('tries at once when the line is back', async () => {
    record('A1');
    let up = false;
    deskWith((barcode) => (up ? done(barcode) : noLine));
    sender.kick();
    await clock.advance(500);
    up = true;
    sender.kick();
    await clock.advance(0);
    expect(outbox.counts().queued).toBe(0);
  });

  it('does not wait the longer for it that people went on scanning while the line was down for a moment', async () => {
    let up = false;
    deskWith((barcode) => (up ? done(barcode) : noLine));
    for (let n = 0; n < 12; n++) {
      record(`A${n}`);
      sender.kick();
      await clock.advance(100);
    }
    up = true; // too short a time for anybody to have noticed: nobody kicks
    await clock.advance(2000);
    expect(outbox.counts().queued).toBe(0);
  });

  it('waits as long as the server asks, even if more is returned meanwhile', async () => {
    record('A1');
    deskWith((barcode, attempt) =>
      barcode === 'A1' && attempt === 1 ? refused('TOO_MANY_REQUESTS', 429, 20_000) : done(barcode),
    );
    sender.kick();
    await clock.advance(10_000);
    const prompt = sender.promptAnswer(record('A2'), 4000);
    await clock.advance(5000);
    expect(await prompt).toBeNull();
    expect(barcodesSent()).toEqual(['A1']);
    await clock.advance(10_000);
    expect(outbox.counts().queued).toBe(0);
  });

  it.each([
    { when: 'the server asks for patience', answer: refused('TOO_MANY_REQUESTS', 429, 20_000), withinMs: 20_000 },
    { when: 'the server stumbles on one return', answer: refused('INTERNAL', 500), withinMs: 400_000 },
  ])('waits no longer because somebody puts the clock back while $when', async ({ answer, withinMs }) => {
    record('A1');
    let healthy = false;
    deskWith((barcode) => (healthy ? done(barcode) : answer));
    sender.kick();
    await clock.advance(withinMs - 10_000);
    clock.set(-365 * 86_400_000);
    healthy = true;
    await clock.advance(withinMs);
    expect(outbox.counts().queued).toBe(0);
  });

  it('lets a refusal lie for a person and goes on', async () => {
    for (const barcode of ['A1', 'A2']) record(barcode);
    deskWith((barcode) => (barcode === 'A1' ? refused('COPY_NOT_FOUND', 404) : done(barcode)));
    sender.kick();
    await clock.advance(0);
    expect(outbox.counts()).toEqual({ queued: 0, needsAttention: 1 });
  });

  it('lets those behind go on when the server stumbles on one return for ever, but not past the same copy', async () => {
    for (const barcode of ['A1', 'A2', 'A1', 'A3']) record(barcode);
    deskWith((barcode) => (barcode === 'A1' ? refused('INTERNAL', 500) : done(barcode)));
    sender.kick();
    await clock.advance(120_000);
    expect(barcodesSent().filter((barcode) => barcode !== 'A1')).toEqual(['A2', 'A3']);
    expect(outbox.counts()).toEqual({ queued: 2, needsAttention: 0 });
    expect(new Set(sent.filter(({ barcode }) => barcode === 'A1').map(({ key }) => key)).size).toBe(1);
  });

  it('comes back to it when the server has recovered', async () => {
    record('A1');
    let healthy = false;
    deskWith((barcode) => (healthy ? done(barcode) : refused('INTERNAL', 500)));
    sender.kick();
    await clock.advance(120_000);
    healthy = true;
    await clock.advance(300_000);
    expect(outbox.counts().queued).toBe(0);
  });

  it('says so when the desk is no longer accepted, and when that is over', async () => {
    record('A1');
    deskWith((barcode, attempt) => (attempt === 1 ? refused('NOT_SIGNED_IN', 401) : done(barcode)));
    sender.kick();
    await clock.advance(0);
    expect(troubles.at(-1)).toMatch(/no longer accepts this desk/);
    await clock.advance(5000);
    expect(troubles.at(-1)).toBeNull();
  });
});

describe('a return while the line is up', () => {
  it('is answered by the server in one go', async () => {
    deskWith((barcode) => done(barcode, { next: 'hold_shelf' }));
    const prompt = await sender.promptAnswer(record('A1'), 4000);
    expect(prompt).toMatchObject({ kind: 'done', answer: { next: 'hold_shelf' } });
    expect(outbox.counts()).toEqual({ queued: 0, needsAttention: 0 });
  });

  it('never overtakes those that are queued', async () => {
    for (const barcode of ['A1', 'A2']) record(barcode);
    deskWith((barcode) => done(barcode));
    await sender.promptAnswer(record('A3'), 4000);
    expect(barcodesSent()).toEqual(['A1', 'A2', 'A3']);
  });

  it('is queued at once when the line turns out to be down', async () => {
    deskWith(() => noLine);
    const prompt = sender.promptAnswer(record('A1'), 4000);
    await clock.advance(0);
    expect(await prompt).toBeNull();
    expect(outbox.counts().queued).toBe(1);
  });

  it('is queued after a while when the server is slow, and its answer is kept for a person then', async () => {
    let reply = (_: Answered<ReturnAnswer>) => {};
    deskWith(() => new Promise((resolve) => (reply = resolve)));
    const prompt = sender.promptAnswer(record('A1'), 4000);
    await clock.advance(4000);
    expect(await prompt).toBeNull();
    reply(done('A1', { next: 'hold_shelf' }));
    await clock.advance(0);
    expect(outbox.counts()).toEqual({ queued: 0, needsAttention: 1 });
  });
});
