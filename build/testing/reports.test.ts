import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programOf, root } from '../places.ts';
import { PlaywrightReport, VitestReport } from './reports.ts';

// Inside the project, where the packages are found, and in no house, so that no other run takes these tests for its own.
const results = join(root, 'test-results');
let folder: string;

beforeEach(() => {
  mkdirSync(results, { recursive: true });
  folder = mkdtempSync(join(results, 'reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what the runners report', () => {
  it('counts the tests of Vitest, and names those that failed with their reason', () => {
    write('a.test.ts', [
      "import { expect, it } from 'vitest';",
      "it('adds', () => {});",
      "it('lends twice', () => expect(2).toBe(1));",
    ]);
    write('b.test.ts', ["throw new Error('no such table');"]);
    write('vitest.config.ts', ['export default {};']);
    const report = run('vitest', [
      'run',
      '--root',
      folder,
      '--reporter=json',
      `--outputFile=${join(folder, 'report')}`,
    ]);

    const outcome = VitestReport.parse(report);
    expect(outcome).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
    expect(outcome.failures?.toSorted()).toEqual([
      expect.stringMatching(/a\.test\.ts › lends twice\n {4}AssertionError: expected 2 to be 1/),
      expect.stringMatching(/b\.test\.ts\n {4}no such table/),
    ]);
  });

  it('names the tests of Playwright that failed with their reason, whatever block they stand in, and those that wavered', () => {
    write('c.test.ts', [
      "import { test } from '@playwright/test';",
      "test('opens', () => {});",
      "test.describe('desk', () => { test('lends twice', () => { throw new Error('no'); }); });",
      "test('wavers', ({}, { retry }) => { if (retry === 0) throw new Error('not yet'); });",
    ]);
    const report = run('playwright', [
      'test',
      '--config',
      folder,
      '--output',
      join(folder, 'o'),
      '--retries=1',
      '--reporter=json',
    ]);

    expect(PlaywrightReport.parse(report)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
      failures: [expect.stringMatching(/^c\.test\.ts › lends twice\n {4}Error: no\n/)],
      wavered: [expect.stringMatching(/^c\.test\.ts › wavers\n {4}Error: not yet\n/)],
    });
  });
});

const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));

function run(program: string, args: string[]): unknown {
  const report = join(folder, 'report');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  spawnSync(process.execPath, [programOf(program), ...args], { cwd: folder, env });
  return JSON.parse(readFileSync(report, 'utf8'));
}
