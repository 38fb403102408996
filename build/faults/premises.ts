import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { signingKeys } from '../../sync-server/auth/signing-keys.ts';
import { openDatabase } from '../../sync-server/db/database.ts';
import { migrate } from '../../sync-server/db/migrate.ts';
import { serverUrl } from '../../sync-server/db/roles.ts';
import { ownersPool } from '../../sync-server/db/testing/owners-pool.ts';
import { aBusyLibrary } from '../../sync-server/invariants/testing/busy-library.ts';
import { testClock } from '../../sync-server/testing/clock.ts';
import { aLibrary } from '../../sync-server/testing/library.ts';
import type { Random } from '../demo/random.ts';
import { startDatabaseMachine } from './database-machine.ts';
import { beginHistory } from './history.ts';
import { layLine } from './proxy.ts';
import { startServerMachine } from './server-machine.ts';

export type Premises = Awaited<ReturnType<typeof openPremises>>;

/** One Postgres, two servers on it, and the lines between them: all that faults happen to, except desks. */
export async function openPremises(random: Random) {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-faults-'));
  const database = await startDatabaseMachine();
  await migrate(database.url());
  await asOwner(database.url(), beginHistory);
  const cable = await layLine({ to: () => [database.port()], random: random.next });
  const atCable = new URL(database.url());
  atCable.port = String(cable.port);
  const environment = { DATABASE_URL: atCable.toString() };
  const servers = await Promise.all(
    ['server-1', 'server-2'].map((name) => startServerMachine(name, folder, environment)),
  );
  const line = await layLine({ to: () => servers.map(({ port }) => port), random: random.next });
  return {
    folder,
    database,
    /** Between the servers and their database. */
    cable,
    servers,
    /** Between the desks and the servers. */
    line,
    /** A library of its own for each run, so that no run sees what another left behind. */
    library: () => aBusyLibraryAt(database.url()),
    async close() {
      line.close();
      await Promise.all(servers.map((server) => server.stop()));
      cable.close();
      await database.stop();
      // Desks of a run that was cut short may still write.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Something done in the database behind the servers' backs. */
export async function asOwner<Answer>(url: string, work: (owner: pg.Client) => Promise<Answer>): Promise<Answer> {
  const owner = new pg.Client(url);
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function aBusyLibraryAt(url: string) {
  const owner = ownersPool(url, 2);
  const database = openDatabase({ url: serverUrl(url), max: 2 });
  try {
    const world = { owner, keys: signingKeys(database), clock: testClock(new Date().toISOString()) };
    return await aBusyLibrary({ anotherLibrary: () => aLibrary(world) });
  } finally {
    await Promise.all([owner.end(), database.close()]);
  }
}

/** A folder for one desk. */
export async function deskFolder(premises: Pick<Premises, 'folder'>, name: string): Promise<string> {
  const folder = join(premises.folder, name);
  await mkdir(folder, { recursive: true });
  return folder;
}
