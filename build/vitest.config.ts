import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{shared,sync-server,electron,renderer,build}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'electron/e2e/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
