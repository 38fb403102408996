import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'vite';
import { contentSecurityPolicy, pageFiles } from '../core/page/page-files.ts';
import { launchElectron } from './launch-electron.ts';

const root = join(import.meta.dirname, '..', '..');

/** The window's own page on a core in memory: every screen can be had at once, without a server or a library. */
export const test = base.extend<{ page: Page }, { screens: { page: Page; address: string } }>({
  screens: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'carrel-screens-'));
      await buildTestPage(folder);
      const { server, address } = await serve(folder);
      const app = await launch(address);
      await use({ page: await app.firstWindow(), address });
      await app.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ screens: { page, address } }, use) => {
    await page.goto(address);
    await page.getByRole('navigation', { name: 'Tasks' }).waitFor();
    await use(page);
  },
});

export { expect } from '@playwright/test';

async function buildTestPage(outDir: string): Promise<void> {
  const input = join(root, 'renderer', 'testing', 'index.html');
  await build({
    configFile: join(root, 'build', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input }, chunkSizeWarningLimit: 2000 },
  });
}

/** With the headers that the real page has: what its policy forbids is forbidden here. */
async function serve(folder: string): Promise<{ server: Server; address: string }> {
  const page = pageFiles(folder, contentSecurityPolicy());
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await page(request.url ?? '/');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { server, address: `http://127.0.0.1:${port}/testing/index.html` };
}

/** Electron without an app shows whatever address it is given. */
async function launch(address: string): Promise<ElectronApplication> {
  const app = await launchElectron(address);
  await app.firstWindow();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  return app;
}
