import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from './places.ts';

/** End-to-end tests of the desk in Electron; `npm test` gives them a display. One at a time: a desk owns its machine. */
export default defineConfig({
  testDir: join(root, 'electron', 'e2e'),
  testMatch: '**/*.test.ts',
  outputDir: join(root, 'test-results'),
  workers: 1,
  timeout: 120_000,
  // What is waited for comes at once on a quiet machine; a busy one may take its time.
  expect: { timeout: 20_000 },
  // A window shares its machine: one that failed is tried once more, and `npm test` names it when it then passes.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
});
