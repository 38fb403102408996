import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const houses = '{shared,sync-server,electron,renderer,build}';
const exclude = ['**/node_modules/**', '**/dist/**', 'electron/e2e/**'];
const test = {
  // What a test waits for comes at once on a quiet machine; a busy one may take its time.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
  setupFiles: ['build/testing/keep-console.ts', 'build/testing/same-cases.ts'],
};

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          ...test,
          name: 'unit',
          include: [`${houses}/**/*.test.{ts,tsx}`],
          exclude: [...exclude, '**/*.pg.test.ts'],
        },
      },
      {
        // Postgres is started only when a file of this project runs.
        root,
        test: {
          ...test,
          name: 'postgres',
          include: [`${houses}/**/*.pg.test.ts`],
          exclude,
          globalSetup: 'build/testing/postgres-for-tests.ts',
        },
      },
    ],
  },
});
