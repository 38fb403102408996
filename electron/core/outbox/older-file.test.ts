import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';
import { receiptOf } from './testing/returns.ts';

/** The file as the first Carrel wrote it, word for word: it never changes. */
const firstVersion = `
  CREATE TABLE observation (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    order_json TEXT NOT NULL,
    observed_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'applied', 'needs_attention', 'settled')),
    title TEXT,
    answer_json TEXT,
    problem_json TEXT,
    advice TEXT,
    changed_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX observation_by_state ON observation (state, sequence);
  INSERT INTO observation (id, kind, order_json, observed_at, state, title, changed_at) VALUES (
    '0199a8e0-0000-7000-8000-0000000000c1', 'return',
    '{"barcode":"33191000105864","branchId":"0199a8e0-0000-7000-8000-00000000000b","condition":"damaged","observedAt":"2026-11-21T17:00:00.000Z"}',
    '2026-11-21T17:00:00.000Z', 'queued', 'Kind of Blue', '2026-11-21T17:00:00.000Z');
  PRAGMA application_id = ${0x4361726c};
  PRAGMA user_version = 1;`;

let folder: string;
const file = () => join(folder, 'outbox.sqlite');
const open = () => new Outbox({ file: file(), now: () => new Date('2026-11-22T09:00:00.000Z') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-older-outbox-'));
  const database = new Database(file());
  database.exec(firstVersion);
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a return that an older desk queued goes up from the newer one, before what is observed since', () => {
  const outbox = open();
  expect(outbox.setAside).toBeNull();
  expect(outbox.record(receiptOf('A2'), new Date(), null).kind).toBe('kept');
  expect(outbox.nextQueued()).toEqual({
    id: '0199a8e0-0000-7000-8000-0000000000c1',
    sequence: 1,
    kind: 'return',
    order: {
      barcode: '33191000105864',
      branchId: '0199a8e0-0000-7000-8000-00000000000b',
      condition: 'damaged',
      observedAt: '2026-11-21T17:00:00.000Z',
    },
    observedAt: '2026-11-21T17:00:00.000Z',
    state: 'queued',
    title: 'Kind of Blue',
    answer: null,
    problem: null,
    advice: null,
  });
  outbox.close();
});

it('the list is read by an index, however many rows there are', () => {
  open().close();
  const database = new Database(file());
  const plan = database
    .prepare(
      `EXPLAIN QUERY PLAN SELECT * FROM observation
       ORDER BY CASE state WHEN 'needs_attention' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, sequence DESC LIMIT 100`,
    )
    .all();
  database.close();
  expect(JSON.stringify(plan)).toContain('observation_by_urgency');
  expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
});

it('a file that a newer Carrel wrote is left alone, and said so', () => {
  const database = new Database(file());
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(open).toThrow('The outbox was written by a newer Carrel. Update this one.');
});
