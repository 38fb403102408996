import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskLog } from './desk-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date('2026-11-22T09:00:00.000Z');
const line = (requestId: string) => ({ requestId, call: 'POST /loans/checkout', outcome: 'done', ms: 7 });
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));

test('keeps a line for each call, in the order of their ends', async () => {
  const file = join(folder, 'desk.log');
  const log = openDeskLog({ file, now });
  for (const id of ['r1', 'r2', 'r3']) log.write(line(id));
  await log.settled();
  expect(linesOf(file).map(({ requestId }) => requestId)).toEqual(['r1', 'r2', 'r3']);
  expect(linesOf(file)[0]).toEqual({ at: '2026-11-22T09:00:00.000Z', ...line('r1') });
});

test('goes on where the last start left it', async () => {
  const file = join(folder, 'desk.log');
  for (const id of ['before', 'after']) {
    const log = openDeskLog({ file, now });
    log.write(line(id));
    await log.settled();
  }
  expect(linesOf(file)).toHaveLength(2);
});

test('never grows beyond two files', async () => {
  const file = join(folder, 'desk.log');
  const log = openDeskLog({ file, now, mostBytes: 300 });
  for (let n = 0; n < 20; n++) {
    log.write(line(`r${n}`));
    await log.settled();
  }
  expect(linesOf(file).at(-1)).toMatchObject({ requestId: 'r19' });
  expect(linesOf(file).length + linesOf(`${file}.1`).length).toBeLessThan(12);
});

test('a disk that takes no log stops nobody', async () => {
  const file = join(folder, 'desk.log');
  const log = openDeskLog({ file: join('/dev/full', 'desk.log'), now });
  log.write(line('r1'));
  await log.settled();
  expect(existsSync(file)).toBe(false);
});
