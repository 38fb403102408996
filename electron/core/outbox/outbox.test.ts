import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deskProblem } from '../server/answered.ts';
import { FolderInUse } from './database.ts';
import { Outbox } from './outbox.ts';
import { answerFor, branchId, receiptOf, returnOf } from './testing/returns.ts';

let folder: string;
let today = new Date('2026-11-22T09:00:00.000Z');
const file = () => join(folder, 'outbox.sqlite');
const open = () => new Outbox({ file: file(), now: () => today });

function record(outbox: ReturnType<typeof open>, barcode: string) {
  const recorded = outbox.record(returnOf(barcode), today, 'Kind of Blue');
  if (recorded.kind !== 'kept') throw new Error(recorded.sentence);
  return recorded.row;
}

/** What a bad disk or a careless hand does to the file while the desk is closed. */
function tamper(sql: string): void {
  const database = new Database(file());
  database.exec(sql);
  database.close();
}

/** A sector that the disk lost. Pages are 4,096 bytes (sqlite.org/pragma.html#pragma_page_size). */
function overwriteLastPage(): void {
  const size = statSync(file()).size;
  const handle = openSync(file(), 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, size - 4096);
  closeSync(handle);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-outbox-'));
  today = new Date('2026-11-22T09:00:00.000Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the outbox', () => {
  it('keeps a return over a restart, with the moment when the copy was in the hand', () => {
    const before = open();
    const row = record(before, '33191000105864');
    before.close();
    const after = open();
    expect(after.nextQueued()).toEqual(row);
    expect(row).toMatchObject({ state: 'queued', sequence: 1, title: 'Kind of Blue' });
    expect(row.order).toEqual({ barcode: '33191000105864', branchId, observedAt: today.toISOString() });
    after.close();
  });

  it('keeps what was observed with its kind: a return, a copy received from another branch', () => {
    const before = open();
    record(before, 'A1');
    before.record(receiptOf('A2'), today, null);
    before.close();
    const after = open();
    expect(after.list(0, 10).rows.map(({ kind, order }) => [kind, order?.barcode])).toEqual([
      ['transfer_receipt', 'A2'],
      ['return', 'A1'],
    ]);
    after.close();
  });

  it('still shows a return whose answer can no longer be read', () => {
    const before = open();
    const { id } = record(before, 'A1');
    before.conclude(id, { state: 'applied', answer: answerFor('A1'), problem: null, advice: null });
    before.close();
    tamper(`UPDATE observation SET answer_json = '{"of":"another age"}'`);
    const after = open();
    expect(after.list(0, 1).rows[0]).toMatchObject({ kind: 'return', order: { barcode: 'A1' }, answer: null });
    after.close();
  });

  it('gives rows in the order in which they were recorded, whatever the clock said', () => {
    const outbox = open();
    const first = record(outbox, 'A1');
    today = new Date('2020-01-01T00:00:00.000Z');
    const second = record(outbox, 'A2');
    expect(outbox.nextQueued()?.id).toBe(first.id);
    outbox.conclude(first.id, { state: 'applied', answer: answerFor('A1'), problem: null, advice: null });
    expect(outbox.nextQueued()?.id).toBe(second.id);
    outbox.close();
  });

  it('passes over a copy that must wait, and what was seen of it later', () => {
    const outbox = open();
    for (const barcode of ['A1', 'A1', 'A2']) record(outbox, barcode);
    expect(outbox.nextQueued(new Set(['A1']))?.order?.barcode).toBe('A2');
    outbox.close();
  });

  it.each([
    ['broken JSON', `order_json = '{"barcode'`],
    ['another shape', `order_json = '{"barcode":7}'`],
    ['an observation of a kind it does not know', `kind = 'heard_from_afar'`],
    [
      'an order that belongs to another kind',
      `kind = 'transfer_receipt', order_json = '{"barcode":"A2","condition":"good"}'`,
    ],
    ['no key that the server would take', `id = 'gone'`],
  ])('parks a row with %s, says what to do, and goes on with those behind it', (_, damage) => {
    const before = open();
    for (const barcode of ['A1', 'A2', 'A3']) record(before, barcode);
    before.close();
    tamper(`UPDATE observation SET ${damage} WHERE sequence = 2`);

    const outbox = open();
    const sent: (string | undefined)[] = [];
    for (let row = outbox.nextQueued(); row; row = outbox.nextQueued()) {
      sent.push(row.order?.barcode);
      outbox.conclude(row.id, { state: 'applied', answer: answerFor('A'), problem: null, advice: null });
    }
    expect(sent).toEqual(['A1', 'A3']);
    expect(outbox.counts()).toEqual({ queued: 0, needsAttention: 1 });
    expect(outbox.list(0, 10).rows[0]).toMatchObject({ state: 'needs_attention', kind: 'unreadable', order: null });
    expect(outbox.list(0, 10).rows[0]?.advice).toMatch(/scan it as a return again/);
    outbox.close();
  });

  it('lists what needs attention first and lets a person settle only that', () => {
    const outbox = open();
    const [first, second] = [record(outbox, 'A1'), record(outbox, 'A2')];
    outbox.settle(second.id);
    expect(outbox.counts().queued).toBe(2);
    const problem = deskProblem('COPY_NOT_FOUND', 404, 'No copy of this library has that barcode.');
    outbox.conclude(first.id, { state: 'needs_attention', answer: null, problem, advice: 'Scan it again.' });
    expect(outbox.list(0, 10)).toMatchObject({ total: 2, rows: [{ id: first.id, problem }, { id: second.id }] });
    outbox.settle(first.id);
    expect(outbox.list(0, 10).rows.find(({ id }) => id === first.id)?.state).toBe('settled');
    expect(outbox.counts()).toEqual({ queued: 1, needsAttention: 0 });
    outbox.close();
  });

  it('never changes what was concluded', () => {
    const outbox = open();
    const { id } = record(outbox, 'A1');
    outbox.conclude(id, { state: 'applied', answer: answerFor('A1'), problem: null, advice: null });
    outbox.conclude(id, { state: 'needs_attention', answer: null, problem: null, advice: 'no' });
    expect(outbox.list(0, 1).rows[0]?.state).toBe('applied');
    outbox.close();
  });

  it('keeps no trace of who had the copy or waits for it', () => {
    const outbox = open();
    const { id } = record(outbox, 'A1');
    const memberId = '0199a8e0-0000-7000-8000-0000000000aa';
    const hold = {
      id: branchId,
      bookId: branchId,
      memberId,
      pickupBranchId: branchId,
      status: 'ready' as const,
      position: null,
      copyId: null,
      placedAt: today.toISOString(),
      shelfExpiresAt: null,
    };
    outbox.conclude(id, { state: 'applied', answer: answerFor('A1', { hold }), problem: null, advice: null });
    outbox.close();
    const database = new Database(file());
    expect(JSON.stringify(database.prepare('SELECT * FROM observation').all())).not.toContain(memberId);
    database.close();
  });

  it('forgets what was applied a month ago, and nothing that still waits', () => {
    const outbox = open();
    for (const barcode of ['A1', 'A2']) record(outbox, barcode);
    const first = outbox.nextQueued();
    outbox.conclude(first?.id ?? '', { state: 'applied', answer: answerFor('A1'), problem: null, advice: null });
    today = new Date('2026-12-20T09:00:00.000Z');
    expect(outbox.prune()).toBe(0);
    today = new Date('2026-12-23T09:00:00.000Z');
    expect(outbox.prune()).toBe(1);
    expect(outbox.list(0, 10).rows.map((row) => row.state)).toEqual(['queued']);
    outbox.close();
  });

  it('leaves old entries for later when the disk does not let them go', () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const begun = open();
    const { id } = record(begun, 'A1');
    begun.conclude(id, { state: 'applied', answer: answerFor('A1'), problem: null, advice: null });
    begun.close();
    tamper(`CREATE TRIGGER stuck BEFORE DELETE ON observation BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    today = new Date('2026-12-23T09:00:00.000Z');
    const outbox = open();
    expect(outbox.prune()).toBe(0);
    expect(outbox.list(0, 10).total).toBe(1);
    outbox.close();
    logged.mockRestore();
  });

  it('belongs to one running desk at a time', () => {
    const outbox = open();
    expect(() => open()).toThrow(FolderInUse);
    outbox.close();
    open().close();
  });

  it('sets a damaged file aside, keeps it, and begins anew', () => {
    writeFileSync(file(), 'this was never a database '.repeat(400));
    const outbox = open();
    expect(outbox.setAside).toContain('outbox.sqlite.damaged-');
    expect(readdirSync(folder).some((name) => name.includes('damaged'))).toBe(true);
    expect(record(outbox, 'A1').state).toBe('queued');
    outbox.close();
  });

  it('carries over what can still be read of a damaged file', () => {
    const before = open();
    for (let n = 0; n < 400; n++) record(before, `A${n}`);
    before.close();
    overwriteLastPage();
    const after = open();
    expect(after.setAside).not.toBeNull();
    expect(after.counts().queued).toBeGreaterThan(300);
    expect(after.nextQueued()?.order?.barcode).toBe('A0');
    after.close();
  });

  it.each([
    ['before it began a new file', () => {}],
    ['while it wrote the new one', () => writeFileSync(file(), '')],
  ])('carries over and says so at the next start, when it was killed %s', (_, leaveBehind) => {
    const before = open();
    record(before, 'A1');
    before.close();
    renameSync(file(), `${file()}.damaged-2026-11-22T08-59-00-000Z`);
    leaveBehind();
    const after = open();
    expect(after.setAside).toContain('outbox.sqlite.damaged-');
    expect(after.nextQueued()?.order?.barcode).toBe('A1');
    after.close();
    const later = open();
    expect([later.setAside, later.counts().queued]).toEqual([null, 1]);
    later.close();
  });
});

describe('a full disk', () => {
  const mountPoint = () => join(folder, 'small');
  const canMount = process.platform === 'linux' && process.getuid?.() === 0;

  it.skipIf(!canMount)('is said in words, and what was kept before stays (needs the right to mount)', () => {
    execFileSync('mkdir', [mountPoint()]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mountPoint()]);
    try {
      const outbox = new Outbox({ file: join(mountPoint(), 'outbox.sqlite'), now: () => today });
      let kept = 0;
      let last = outbox.record(returnOf('A'.repeat(60)), today, 'T'.repeat(500));
      for (; last.kind === 'kept' && kept < 2000; kept++) last = outbox.record(returnOf(`B${kept}`), today, 'T');
      expect(last).toEqual({ kind: 'not_kept', sentence: expect.stringContaining('disk is full') });
      expect(kept).toBeGreaterThan(5);
      expect(outbox.counts().queued).toBe(kept);
      outbox.close();
    } finally {
      execFileSync('umount', [mountPoint()]);
    }
  });
});
