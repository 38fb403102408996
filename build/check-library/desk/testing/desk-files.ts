import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TestWindow } from '../../../../electron/core/testing/test-window.ts';
import { testPassword } from '../../../../sync-server/testing/made.ts';
import type { TestServer } from '../../../../sync-server/testing/server.ts';

/** A real desk of the main branch, enrolled over the wire, that has caught up. */
export async function aDeskOf({ app, library }: TestServer): Promise<TestWindow> {
  const serverUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  const window = await TestWindow.open();
  const login = { serverUrl, tenant: library.slug, number: library.staff.admin.number, password: testPassword };
  await window.call('desk.enrol', { ...login, branchId: library.branches.main.id, name: 'Desk 1' });
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  return window;
}

/** A desk's files, of which a test may break what it likes. */
export type DeskFiles = { folder: string; cache: string; outbox: string; remove(): void };

/** The cache file in a desk's folder. */
export function cacheIn(folder: string): string {
  const name = readdirSync(join(folder, 'cache')).find((file) => /^cache-\d+\.sqlite$/.test(file));
  if (!name) throw new Error('The desk has no cache.');
  return join(folder, 'cache', name);
}

/** Copies the folder of a desk that is closed. */
export function filesOf(deskFolder: string): DeskFiles {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-desk-files-'));
  cpSync(deskFolder, folder, { recursive: true, filter: (path) => !path.endsWith('.socket') });
  return {
    folder,
    cache: cacheIn(folder),
    outbox: join(folder, 'outbox.sqlite'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What no desk does to its files. */
export function byHand(path: string, statements: readonly string[]): void {
  const database = new Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}
