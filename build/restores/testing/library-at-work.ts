import { join } from 'node:path';
import { z } from 'zod';
import { TestWindow } from '../../../electron/core/testing/test-window.ts';
import { signingKeys } from '../../../sync-server/auth/signing-keys.ts';
import { openDatabase } from '../../../sync-server/db/database.ts';
import { migrate } from '../../../sync-server/db/migrate.ts';
import { serverUrl } from '../../../sync-server/db/roles.ts';
import { ownersPool } from '../../../sync-server/db/testing/owners-pool.ts';
import { testClock } from '../../../sync-server/testing/clock.ts';
import { aLibrary } from '../../../sync-server/testing/library.ts';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { startServerMachine } from '../../faults/server-machine.ts';

const CopyAnswer = z.object({ status: z.string() });

export type LibraryAtWork = Awaited<ReturnType<typeof openLibraryAtWork>>;

/** A library in a database, a server process that serves it, and a real desk, enrolled and caught up. */
export async function openLibraryAtWork(ownerUrl: string, folder: string) {
  await migrate(ownerUrl);
  const { library, barcodes } = await stockedLibrary(ownerUrl);
  const server = await startServerMachine('server', folder, { DATABASE_URL: ownerUrl });
  const url = `http://127.0.0.1:${server.port}`;
  const window = await TestWindow.open({ folder: join(folder, 'desk') });
  const { number } = library.staff.admin;
  const login = { serverUrl: url, tenant: library.slug, number, password: testPassword };
  const enrolled = await window.call('desk.enrol', { ...login, branchId: library.branches.main.id, name: 'Desk 1' });
  if (enrolled.kind !== 'done') throw new Error(`The desk was not enrolled: ${JSON.stringify(enrolled)}`);
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  await window.call('session.signIn', { number, password: testPassword });
  const ask = async (path: string, body?: object) => {
    const headers = { authorization: `Bearer ${library.tokens.librarian}`, 'content-type': 'application/json' };
    const answer = await fetch(
      `${url}/api/v1${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    );
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    library,
    server,
    window,
    barcodes,
    lend: (barcode: string) => ask('/loans/checkout', { barcode, membershipNumber: library.member.number }),
    /** What the server says of a copy. */
    stateOf: async (barcode: string) => CopyAnswer.parse(await ask(`/copies/${barcode}`)).status,
    /** What the desk shows of it. */
    shownOf: (barcode: string) => window.desk.branchDesk()?.cache.reader.copy(barcode).copy?.status,
    close: async () => {
      await window.close();
      await server.stop();
    },
  };
}

async function stockedLibrary(ownerUrl: string) {
  const owner = ownersPool(ownerUrl, 2);
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 2 });
  try {
    const world = { owner, keys: signingKeys(database), clock: testClock(new Date().toISOString()) };
    const library = await aLibrary(world);
    const barcodeOf = async () => (await library.aCopy()).barcode;
    const barcodes = {
      returned: await barcodeOf(),
      queued: await barcodeOf(),
      kept: await barcodeOf(),
      undone: await barcodeOf(),
    };
    return { library, barcodes };
  } finally {
    await Promise.all([owner.end(), database.close()]);
  }
}
