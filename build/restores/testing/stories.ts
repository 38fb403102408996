import { expect } from 'vitest';
import { openDatabase } from '../../../sync-server/db/database.ts';
import { serverUrl } from '../../../sync-server/db/roles.ts';
import { checkLibrary } from '../../../sync-server/invariants/service.ts';
import { checkDesk } from '../../check-library/desk/check-desk.ts';
import { cacheIn } from '../../check-library/desk/testing/desk-files.ts';
import type { LibraryAtWork } from './library-at-work.ts';

/** After the backup: a loan and a return that a restore takes back. */
export async function whatWillBeUndone({ lend, window, barcodes }: LibraryAtWork): Promise<void> {
  await lend(barcodes.undone);
  expect(await window.call('loans.return', { barcode: barcodes.returned })).toMatchObject({ kind: 'done' });
}

/** The servers are down for the restore; a copy comes back meanwhile. @returns the file that the desk goes by */
export async function whatIsQueued({ server, window, barcodes }: LibraryAtWork): Promise<string> {
  await server.stop();
  await window.until(({ connection }) => connection.kind === 'offline', 30_000);
  expect(await window.call('loans.return', { barcode: barcodes.queued })).toMatchObject({ kind: 'queued' });
  return cacheIn(window.folder);
}

type Restored = { ownerUrl: string; cacheBefore: string };

/** The desk has noticed, fetched its branch afresh, and sent what it had queued; nothing is wrong anywhere. */
export async function allIsWellAfterwards(atWork: LibraryAtWork, { ownerUrl, cacheBefore }: Restored): Promise<void> {
  const { window, barcodes, stateOf, shownOf, library } = atWork;
  await window.until(({ connection, outbox }) => connection.kind === 'live' && outbox.queued === 0, 60_000);
  // Every snapshot is a file of its own (electron/core/cache/cache-files.ts).
  expect(cacheIn(window.folder)).not.toBe(cacheBefore);

  const wanted = [
    [barcodes.returned, 'on_loan'],
    [barcodes.queued, 'available'],
    [barcodes.undone, 'available'],
  ] as const;
  for (const [barcode, status] of wanted) {
    expect([barcode, await stateOf(barcode)]).toEqual([barcode, status]);
    await expect.poll(() => shownOf(barcode), { timeout: 10_000 }).toBe(status);
  }
  const { rows } = await window.call('outbox.list', { offset: 0, limit: 100 });
  expect(rows.map(({ state }) => state)).toEqual(['applied', 'applied']);

  const database = openDatabase({ url: serverUrl(ownerUrl), max: 2 });
  try {
    expect(await checkLibrary(database, library.tenantId)).toEqual([]);
    const libraries = [{ id: library.tenantId, slug: library.slug }];
    const report = await checkDesk(database, libraries, cacheIn(window.folder));
    expect(report.isSound, report.lines.join('\n')).toBe(true);
  } finally {
    await database.close();
  }
}
