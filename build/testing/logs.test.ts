import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { searchLogs } from './logs.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  said = [];
  folder = mkdtempSync(join(tmpdir(), 'carrel-logs-'));
  writeFileSync(join(folder, 'known-1.jsonl'), '"Loreley Planted"\n"29999000000017"\n');
  writeFileSync(join(folder, 'server-1.log'), '{"route":"/api/v1/members/:id","status":200,"msg":"answered"}\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const search = (wanted = ['server'] as const) => searchLogs(folder, wanted, (sentence: string) => said.push(sentence));

it('finds nothing in logs as they should be, and leaves nothing behind', () => {
  expect(search()).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(existsSync(folder)).toBe(false);
});

it('fails over a line that names somebody, and says which', () => {
  writeFileSync(join(folder, 'desk-7.log'), 'started\nThe card of Loreley Planted cannot be read.\n');
  expect(search()).toMatchObject({ passed: 0, failed: 1 });
  expect(said[0]).toMatch(/desk-7\.log holds what is known of somebody.*\n.*Loreley/);
  expect(existsSync(folder)).toBe(true);
});

it('fails where there is no log to search', () => {
  rmSync(join(folder, 'server-1.log'));
  expect(search()).toMatchObject({ failed: 1 });
  expect(said[0]).toBe('No log of a server was gathered.');
});
