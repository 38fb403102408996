import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Outbox } from './outbox.ts';

const stocktakeId = '0199a8e0-0000-7000-8000-00000000000c';
const now = new Date('2026-11-22T09:00:00.000Z');

let folder: string;
let outbox: Outbox;
const file = () => join(folder, 'outbox.sqlite');
const open = () => new Outbox({ file: file(), now: () => now });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-scans-'));
  outbox = open();
});
afterEach(() => {
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const scanOf = (barcode: string) =>
  ({ stocktakeId, barcode, shelf: '813', staffId: null, kind: null, standing: 'in_order' }) as const;
const unsent = () => outbox.stocktake.nextUnsent(1000).map(({ barcode }) => barcode);

/** While the desk is closed, something happens to its file. */
function meanwhile(happen: () => void): void {
  outbox.close();
  happen();
  outbox = open();
}

function tamper(sql: string): void {
  const database = new Database(file());
  database.exec(sql);
  database.close();
}

describe('a scan of a count', () => {
  test('lies on the disk once, and waits until the server has it', () => {
    expect(
      outbox.stocktake.record([scanOf('A1'), scanOf('A2'), scanOf('A1')], now).map((kept) => kept?.barcode),
    ).toEqual(['A1', 'A2', undefined]);
    const [first] = outbox.stocktake.nextUnsent(1);
    outbox.stocktake.sent([first?.id ?? ''], now);
    meanwhile(() => {});
    expect(unsent()).toEqual(['A2']);
    expect(outbox.stocktake.unsent()).toEqual({ queued: 1, since: now.toISOString() });
    expect(outbox.stocktake.find(stocktakeId, 'A1')?.id).toBe(first?.id);
  });

  test('that another Carrel judged in words unknown here is sent all the same, and holds nothing back', () => {
    outbox.stocktake.record([scanOf('A1'), scanOf('A2')], now);
    meanwhile(() => tamper("UPDATE stocktake_scan SET kind = 'eaten', standing = 'askew' WHERE barcode = 'A1'"));
    expect(unsent()).toEqual(['A1', 'A2']);
  });
});

test('a count that can no longer be read is as good as none, and its scans are sent', () => {
  outbox.stocktake.record([scanOf('A1')], now);
  meanwhile(() => tamper(`INSERT INTO counting VALUES (1, '{"id": "0199a8e')`));
  expect(outbox.stocktake.joined()).toBeNull();
  expect(unsent()).toEqual(['A1']);
});

test('of a damaged file, what can still be read is carried over: what was sent stays sent', { timeout: 30_000 }, () => {
  const shelf = Array.from({ length: 20_000 }, (_, n) => scanOf(`A${n}`));
  outbox.stocktake.record(shelf, now);
  const first = outbox.stocktake.nextUnsent(500);
  outbox.stocktake.sent(
    first.map(({ id }) => id),
    now,
  );
  const before = Date.now();
  meanwhile(() => {
    // A sector that the disk lost, near the end.
    const handle = openSync(file(), 'r+');
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, statSync(file()).size - 4096);
    closeSync(handle);
  });
  expect(outbox.setAside).not.toBeNull();
  expect(outbox.stocktake.unsent().queued).toBeGreaterThan(10_000);
  expect(unsent()[0]).toBe('A500');
  // One wait for the disk, not one for each scan: nobody can work meanwhile.
  expect(Date.now() - before).toBeLessThan(5000);
});
