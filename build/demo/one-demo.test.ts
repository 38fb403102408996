import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DemoIsOpen, takeDemoFolder } from './one-demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-one-demo-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('refuses a second start while the first is open, and takes over from one that is gone', () => {
  takeDemoFolder(folder);
  takeDemoFolder(folder);
  writeFileSync(join(folder, 'start-process'), String(process.ppid));
  expect(() => takeDemoFolder(folder)).toThrow(DemoIsOpen);
  writeFileSync(join(folder, 'start-process'), '4194999');
  expect(() => takeDemoFolder(folder)).not.toThrow();
});
