import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CacheState, Connection } from '#shared/contract/desk.ts';
import type { OutboxReport } from '#shared/contract/outbox-report.ts';
import { buildApp } from '../../../sync-server/app.ts';
import { heldAt } from '../../../sync-server/sync/testing/queries.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { type Cache, openCache } from '../cache/cache.ts';
import { aFolder } from '../cache/testing/folders.ts';
import { type Sync, startSync } from './start-sync.ts';
import { contentOf, until } from './testing/desk-for-tests.ts';
import { usualTimings } from './timings.ts';

// The desk's sync and the server's feed, each real, on the wire that both were written for.

let server: TestServer;
let port: number;
let cache: Cache;
let sync: Sync;
let connection: Connection | undefined;
let states: CacheState[];
let outbox: OutboxReport;

beforeEach(async () => {
  server = await buildTestServer();
  port = Number(new URL(await server.app.listen({ port: 0 })).port);
  for (let n = 0; n < 20; n++) await server.library.aCopy({ shelf: `F ${n}` });
  const { branches, deskKey, slug } = server.library;
  cache = openCache({ dir: aFolder(), tenant: slug, branchId: branches.main.id, now: () => new Date() });
  states = [];
  outbox = { queued: 0, since: null };
  sync = startSync({
    cache,
    serverUrl: `http://127.0.0.1:${port}`,
    branchId: branches.main.id,
    deskKey,
    now: () => new Date(),
    onConnection: (given) => {
      connection = given;
    },
    onCacheState: (state) => states.push(state),
    onChanged: () => {},
    outbox: () => outbox,
  });
  await deskIsEqual();
});
afterEach(async () => {
  await sync.stop();
  cache.close();
  await server.close();
});

const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);

function held() {
  const { books, copies } = contentOf(cache);
  const publishers = new Map(books.map(({ id, publisher }) => [id, publisher]));
  return copies.map(({ id, status, homeBranchId: home, currentBranchId: current, bookId }) => {
    return { id, status, home, current, publisher: publishers.get(bookId) };
  });
}

/** Waits until the desk is live and holds what the server has. */
async function deskIsEqual(): Promise<void> {
  const { rows } = await sql(heldAt, [server.library.branches.main.id]);
  const wanted = JSON.stringify(rows);
  await until('the desk is equal', () => JSON.stringify(held()) === wanted, 15_000);
  await until('the desk is live', () => connection?.kind === 'live', 15_000);
}

/** So many small changes of every kind, one after another. */
async function aBusyDay(changes: number): Promise<void> {
  const { library } = server;
  const { main, harbour } = library.branches;
  for (let n = 0; n < changes; n++) {
    const copy = await library.aCopy({ homeBranchId: n % 3 === 0 ? harbour.id : main.id });
    await sql('update copies set current_branch_id = $2 where id = $1', [copy.id, n % 2 === 0 ? main.id : harbour.id]);
    await sql(`update books set publisher = 'corrected' where id = $1`, [copy.bookId]);
    if (n % 5 === 0) await library.aLoan({ copyId: copy.id, memberId: library.member.id });
    if (n % 7 === 0)
      await sql('update copies set home_branch_id = $2, current_branch_id = $2 where id = $1', [copy.id, harbour.id]);
  }
}

/** How many snapshots it took. */
const loads = () => states.filter(({ kind }, n) => kind === 'loading' && states[n - 1]?.kind !== 'loading').length;

describe('a desk at a real server', { timeout: 60_000 }, () => {
  it('loads its branch, and hears of a loan long before it would ask', async () => {
    const [copy] = contentOf(cache).copies;
    if (!copy) throw new Error('The desk has no copy.');
    await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    const isLent = () => held().some(({ id, status }) => id === copy.id && status === 'on_loan');
    await until('the loan is there', isLent, usualTimings.pollMs / 3);
    await deskIsEqual();
  });

  it('tells the server what lies on its disk, and since when', async () => {
    outbox = { queued: 3, since: '2026-03-10T08:00:00.000Z' };
    await server.library.aCopy({ shelf: 'F 21' });
    await deskIsEqual();
    const { rows } = await sql('select outbox_queued, outbox_since from desks where outbox_queued > 0');
    expect(rows).toEqual([{ outbox_queued: 3, outbox_since: new Date('2026-03-10T08:00:00.000Z') }]);
  });

  it('holds what the server has after a busy day', async () => {
    await aBusyDay(60);
    await deskIsEqual();
    expect(loads()).toBe(1);
  });

  it('goes on from where it was when the server comes back, without a new snapshot', async () => {
    await server.app.close();
    await until('the desk is offline', () => connection?.kind === 'offline', 6000);
    await aBusyDay(10);
    const { database } = server.db;
    const again = await buildApp({ database, config: { LOG_LEVEL: 'silent' }, now: server.clock.now });
    await again.listen({ port });
    await deskIsEqual();
    expect(loads()).toBe(1);
    await again.close();
  });

  it('begins again when the database was put back to an earlier day, and says so', async () => {
    await sql('update feed_epoch set salt = gen_random_uuid()');
    await aBusyDay(3);
    await until('the desk has loaded again', () => loads() === 2, 15_000);
    await deskIsEqual();
  });

  it('says that it is behind, and since when, while an older transaction keeps from it what changed', async () => {
    const older = await server.db.owner.connect();
    await older.query('begin; select pg_current_xact_id()');
    const heldBackAt = Date.now();
    await server.library.aCopy({ shelf: 'F 22' });
    await until('the desk is behind', () => connection?.kind === 'behind', 15_000).finally(() => older.release(true));
    const caughtUpAt = connection?.kind === 'behind' ? Date.parse(connection.lastCaughtUpAt ?? '') : Number.NaN;
    expect(Math.abs(caughtUpAt - heldBackAt)).toBeLessThan(2500);
    await deskIsEqual();
  });

  it('is not held up by a snapshot of another desk, nor by many changes at once', async () => {
    const { rows } = await sql(`update copies set shelf = 'elsewhere', status = 'maintenance' returning id`);
    await Promise.all([aBusyDay(20), pause(100).then(() => sync.refetch())]);
    await deskIsEqual();
    expect(rows.length).toBe(20);
  });
});
