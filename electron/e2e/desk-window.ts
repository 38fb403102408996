import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { keptLog, logFolder } from '../../sync-server/testing/kept-log.ts';
import { launchElectron } from './launch-electron.ts';
import type { Library } from './library.ts';
import { type Line, layLine } from './line.ts';

const root = join(import.meta.dirname, '..', '..');

export type DeskWindow = Awaited<ReturnType<typeof openDesk>>;

/** An enrolled desk in a real Electron window, with a line to the server that a test can cut. */
export async function openDesk(
  library: Library,
  name = 'Front desk',
  branchId = library.demo.branchId,
  settings: Record<string, string> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-desk-'));
  const line = await layLine(library.demo.serverUrl);
  const { id, key } = await library.aDesk(name, branchId);
  const demoFile = join(folder, 'demo.json');
  const { tenant, sheetSvgPath } = library.demo;
  const enrolment = { serverUrl: line.url, tenant, branchId, deskId: id, deskName: name, deskKey: key, sheetSvgPath };
  writeFileSync(demoFile, JSON.stringify(enrolment));
  const environment = { ...settings, CARREL_DEMO: demoFile, CARREL_DESK_DATA: join(folder, 'desk') };
  let open = await launch(environment);
  return {
    line,
    get page() {
      return open.page;
    },
    get app() {
      return open.app;
    },
    /** As when the power fails: no goodbye, for the window, the core and all. */
    kill: async () => {
      const process = open.app.process();
      const gone = new Promise((resolve) => process.once('exit', resolve));
      process.kill('SIGKILL');
      await gone;
    },
    reopen: async () => {
      open = await launch(environment);
      return open.page;
    },
    close: async () => {
      await open.app.close().catch(() => {}); // already killed by the test
      await line.close();
      keepLogOf(join(folder, 'desk'), id);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(environment: Record<string, string>): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launchElectron(root, { ...inherited(), ...environment });
  const { stdout, stderr } = app.process();
  for (const said of [stdout, stderr]) said?.on('data', (words) => keptLog('desk')?.write(String(words)));
  const page = await app.firstWindow();
  return { app, page };
}

/** The desk's own log, for whom `npm test` gathers them. */
function keepLogOf(folder: string, deskId: string): void {
  const log = join(folder, 'desk.log');
  if (logFolder && existsSync(log)) copyFileSync(log, join(logFolder, `desk-${deskId}.log`));
}

/** Playwright wants every variable to have a value. */
function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(entries);
}

/** Signs the demo's librarian in and waits until the branch's catalogue is there. */
export async function signIn({ page }: { page: Page }, number = '1003', password = 'demo-librarian-1003') {
  await page.getByLabel('Your number').fill(number);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Tasks' })).toBeVisible();
}

export type { Line };
