import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { historyOf } from '../history.ts';
import { asOwner } from '../premises.ts';
import { holdUpLoans, newEpoch } from '../queries.ts';
import { sendOnce } from '../sending.ts';
import { atRandomMoments, aWhile, type Fault, type Scene } from './fault.ts';

/** Longer than a server waits for a free connection (sync-server/db/database.ts). */
const heldUpMs = 6500;

export const databaseFaults = {
  'kill-postgres': {
    what: 'Postgres and all of its processes are killed with -9 and started again',
    play: (scene) =>
      atRandomMoments(scene, 2, async () => {
        await scene.premises.database.kill();
        await aWhile(scene, 500);
        await scene.premises.database.start();
      }),
  },
  'pool-exhausted': {
    what: 'loans are locked for seconds while many ask at once: every connection waits',
    play: holdUp,
  },
  restore: {
    isLong: true,
    what: 'the database is put back to yesterday’s copy, with a new epoch, while desks have something queued',
    play: restore,
  },
} satisfies Record<string, Fault>;

async function holdUp({ premises, busy }: Scene): Promise<void> {
  const client = new pg.Client(premises.database.url());
  await client.connect();
  await client.query('begin');
  await client.query(holdUpLoans);
  const order = { method: 'POST', path: '/loans/return' } as const;
  const body = { barcode: busy.barcodes[0] ?? '', branchId: busy.branches[0] ?? '' };
  const token = busy.tokens.librarian;
  const crowd = Array.from({ length: 90 }, () =>
    sendOnce(premises.line.url, { key: uuidv7(), order: { ...order, body }, token }),
  );
  await pause(heldUpMs);
  await client.query('rollback');
  await client.end();
  await Promise.all(crowd);
}

async function restore({ premises, busy, desks, takeBack }: Scene): Promise<void> {
  const { database, servers, line } = premises;
  await database.backUp();
  const from = Date.now();
  await pause(1500);
  // The line fails before the database does: what is seen from now on is queued when the servers come back.
  line.cut();
  const observations = new Set<string>();
  for (const { machine } of desks) {
    for (const { id, state } of await machine.observations()) if (state !== 'queued') observations.add(id);
  }
  await pause(1500);
  await Promise.all(servers.map((server) => server.stop()));
  const history = await asOwner(database.url(), (owner) => historyOf(owner, busy.library.tenantId));
  await database.restore();
  takeBack({ from, until: Date.now(), observations, history });
  await asOwner(database.url(), (owner) => owner.query(newEpoch));
  await Promise.all(servers.map((server) => server.start()));
  line.mend();
}
