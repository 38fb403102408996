import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const rules = join(import.meta.dirname, 'carrel-alerts.yml');
/** Prometheus' own tool, which comes with it; without it the rules are only read. */
const promtool = (...words: string[]) => spawnSync('promtool', words, { cwd: import.meta.dirname, encoding: 'utf8' });
const hasPromtool = promtool('--version').status === 0;

describe.runIf(hasPromtool)('the alert rules, where promtool is there to try them', () => {
  test('can be loaded', () => {
    const { status, stdout, stderr } = promtool('check', 'rules', rules);
    expect(status, stdout + stderr).toBe(0);
  });

  test('wake whom they should, and nobody else', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'carrel-alerts.test.yml');
    expect(status, stdout + stderr).toBe(0);
  });
});

const text = readFileSync(rules, 'utf8');
const alerts = text.split(/^ +- alert: /m).slice(1);

test('each alert says how urgent it is, and what to do', () => {
  expect(alerts.length).toBeGreaterThanOrEqual(4);
  for (const alert of alerts) {
    expect(alert).toMatch(/severity: (page|ticket)/);
    expect(/description: >-\s+([\s\S]+)/.exec(alert)?.[1]?.length).toBeGreaterThan(150);
  }
});

test('each alert has a test of its own, and stands in the README', () => {
  const tests = readFileSync(join(import.meta.dirname, 'carrel-alerts.test.yml'), 'utf8');
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  for (const name of alerts.map((alert) => alert.split('\n')[0] ?? '')) {
    expect(tests).toMatch(new RegExp(`alertname: ${name}\\n\\s+exp_alerts:\\n\\s+- exp_labels`));
    expect(readme).toContain(name);
  }
});
