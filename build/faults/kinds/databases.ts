import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { historyOf } from '../history.ts';
import { asOwner } from '../premises.ts';
import { holdUpLoans, slowCommits, usualCommits } from '../queries.ts';
import { sendOnce } from '../sending.ts';
import { atRandomMoments, aWhile, type Fault, type Scene } from './fault.ts';

/** Longer than a server waits for a free connection (sync-server/db/database.ts). */
const heldUpMs = 6500;

export const databaseFaults = {
  'kill-postgres': {
    what: 'Postgres and all of its processes are killed with -9 and started again',
    play: async (scene) => {
      const { database } = scene.premises;
      await inTurn(database.url(), slowCommits);
      await atRandomMoments(scene, 3, async () => {
        await database.kill();
        await aWhile(scene, 500);
        await database.start();
      });
      await inTurn(database.url(), usualCommits);
    },
  },
  'pool-exhausted': {
    what: 'loans are locked for seconds while many ask at once: every connection waits',
    play: holdUp,
  },
  'silent-database': {
    what: 'the line between servers and Postgres goes silent, and a server is stopped meanwhile',
    play: (scene) =>
      inSilence(
        scene,
        () => scene.premises.cable.fallSilent(),
        () => scene.premises.cable.mend(),
      ),
  },
  'stopped-postgres': {
    what: 'Postgres stands still with every connection open, a server is stopped meanwhile, then Postgres goes on',
    play: (scene) =>
      inSilence(
        scene,
        () => scene.premises.database.pause(),
        () => scene.premises.database.goOn(),
      ),
  },
  restore: {
    isLong: true,
    what: 'the database is put back to yesterday’s copy, with a new epoch, while desks have something queued',
    play: restore,
  },
} satisfies Record<string, Fault>;

async function holdUp(scene: Scene): Promise<void> {
  const { premises } = scene;
  const client = new pg.Client(premises.database.url());
  await client.connect();
  await client.query('begin');
  await client.query(holdUpLoans);
  const crowd = Array.from({ length: 90 }, () => sendOnce(premises.line.url, aReturn(scene)));
  await pause(heldUpMs);
  await client.query('rollback');
  await client.end();
  await Promise.all(crowd);
}

const inTurn = (url: string, statements: readonly string[]) =>
  asOwner(url, async (owner) => {
    for (const statement of statements) await owner.query(statement);
  });

/** Nobody waits for ever for a database that says nothing: neither who asks, nor who stops a server. */
async function inSilence(scene: Scene, begin: () => unknown, end: () => unknown): Promise<void> {
  const { premises, complain, random } = scene;
  await aWhile(scene, 500);
  await begin();
  try {
    await pause(1000);
    // Not by the line, which may lose an answer for reasons of its own.
    const urls = premises.servers.map(({ port }) => `http://127.0.0.1:${port}`);
    const answers = await Promise.all([...urls, ...urls, ...urls].map((url) => sendOnce(url, aReturn(scene))));
    if (answers.includes(null)) complain('While the database was silent, a request got no answer in 15 s.');
    const began = Date.now();
    const server = random.pick(premises.servers);
    const stopped = await Promise.race([server.stop().then(() => true), pause(endWithinMs, false)]);
    if (!stopped) {
      complain(`While the database was silent, SIGTERM did not end a server in ${endWithinMs / 1000} s.`);
      await server.kill();
    }
    await pause(Math.max(0, random.between(0, 4000) - (Date.now() - began)));
    await end();
    await server.start();
  } finally {
    await end();
  }
}

const endWithinMs = 30_000;

function aReturn({ busy }: Scene) {
  const body = { barcode: busy.barcodes[0] ?? '', branchId: busy.branches[0] ?? '' };
  return {
    key: uuidv7(),
    order: { method: 'POST', path: '/loans/return', body },
    token: busy.tokens.librarian,
  } as const;
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
  await Promise.all(servers.map((server) => server.start()));
  line.mend();
}
