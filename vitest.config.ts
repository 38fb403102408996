import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,sync-server,electron,renderer,build}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'electron/e2e/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
