import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SyncHeartbeat, SyncHint } from '#shared/contract/sync.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { listenTo } from '../testing/event-listener.ts';
import { feedReader } from '../testing/feed-reader.ts';
import { openTransaction } from '../testing/open-transaction.ts';
import { othersHaveEnded } from '../testing/other-databases.ts';

let server: TestServer;
let base: string;
beforeAll(async () => {
  server = await buildTestServer();
  base = `${await server.app.listen({ port: 0 })}/api/v1/sync/branches`;
});
afterAll(() => server.close());

const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);
// Other test files write in the same cluster, and the bound is the whole cluster's: it may be a while.
const soon = { timeout: 15_000, interval: 5 };

async function lagInSeconds(): Promise<number> {
  const { body } = await server.app.inject('/metrics');
  return Number(/^carrel_feed_lag_seconds (\S+)$/m.exec(body)?.[1]);
}

/** A desk that listens, from the moment on when it is sure to hear of every later change. */
async function listeningDesk(library = server.library, branchId = library.branches.main.id) {
  const { key } = await library.aDesk({ branchId });
  // What was written before would else be told to this desk as soon as it is no longer held back.
  await othersHaveEnded(server.db.owner);
  const desk = await listenTo(`${base}/${branchId}/events`, { authorization: `Desk ${key}` });
  onTestFinished(() => desk.leave());
  await expect.poll(() => desk.count('heartbeat'), soon).toBe(1);
  return desk;
}

describe('the events of a branch', () => {
  it('begin with a heartbeat and are marked so that nothing on the way holds them up', async () => {
    const desk = await listeningDesk();
    expect(desk.status).toBe(200);
    expect(desk.headers.get('content-type')).toBe('text/event-stream');
    expect(desk.headers.get('cache-control')).toContain('no-transform');
    expect(desk.count('change')).toBe(0);
  });

  it('tell of a change as soon as it is committed, and not before', async () => {
    const copy = await server.library.aCopy();
    const desk = await listeningDesk();
    const slow = await openTransaction(server.db.owner);
    await slow.query(`update copies set shelf = 'new' where id = $1`, [copy.id]);
    await wait(400);
    expect(desk.count('change')).toBe(0);
    await slow.commit();
    await othersHaveEnded(server.db.owner);
    await expect.poll(() => desk.count('change'), soon).toBe(1);
    const [hint] = desk.heard.filter(({ event }) => event === 'change');
    const { epoch } = (
      await feedReader(server, { deskKey: server.library.deskKey }, server.library.branches.main.id).snapshot()
    ).head;
    expect(SyncHint.parse(hint?.data).epoch).toBe(epoch);
  });

  it('are counted while they are open, and do not count as slow answers when they end', async () => {
    const shown = async (name: string) =>
      Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await server.app.inject('/metrics')).body)?.[1]);
    // The desks of the tests before have hung up, which the server hears a moment later.
    await expect.poll(() => shown('carrel_event_streams'), soon).toBe(0);
    const desk = await listeningDesk();
    expect(await shown('carrel_event_streams')).toBe(1);
    await desk.leave();
    await expect.poll(() => shown('carrel_event_streams'), soon).toBe(0);
    expect((await server.app.inject('/metrics')).body).not.toMatch(/request_seconds_count.*\/events"/);
  });

  it('say nothing of what a transaction took back', async () => {
    const copy = await server.library.aCopy();
    const desk = await listeningDesk();
    await sql(`begin; update copies set shelf = 'no' where id = '${copy.id}'; rollback`);
    await wait(300);
    expect(desk.count('change')).toBe(0);
  });

  it('are for the branches that the change concerns: both ends of a move, and no other', async () => {
    const { main, harbour } = server.library.branches;
    const third = await server.library.aBranch();
    const copy = await server.library.aCopy();
    const [here, there, elsewhere] = [
      await listeningDesk(),
      await listeningDesk(server.library, harbour.id),
      await listeningDesk(server.library, third.id),
    ];
    await sql('update copies set current_branch_id = $2 where id = $1 and home_branch_id = $3', [
      copy.id,
      harbour.id,
      main.id,
    ]);
    await expect.poll(() => [here.count('change'), there.count('change')], soon).toEqual([1, 1]);
    expect(elsewhere.count('change')).toBe(0);
  });

  it('say nothing of another tenant', async () => {
    const other = await server.anotherLibrary();
    const [ours, theirs] = [await listeningDesk(), await listeningDesk(other)];
    await other.aCopy();
    await expect.poll(() => theirs.count('change'), soon).toBeGreaterThan(0);
    expect(ours.count('change')).toBe(0);
  });

  it('tell of another epoch at once: the desk must begin again', async () => {
    const desk = await listeningDesk();
    await sql('update feed_epoch set salt = gen_random_uuid()');
    await expect.poll(() => desk.count('change'), soon).toBe(1);
  });

  it('and the metrics say how long a slow transaction holds back what was committed after it began', async () => {
    const copies = [await server.library.aCopy(), await server.library.aCopy()];
    await listeningDesk();
    const slow = await openTransaction(server.db.owner);
    await slow.query(`update copies set shelf = 'slow' where id = $1`, [copies[0]?.id]);
    await sql(`update copies set shelf = 'quick' where id = $1`, [copies[1]?.id]);
    await expect.poll(lagInSeconds, soon).toBeGreaterThan(0.3);
    await slow.commit();
    await expect.poll(lagInSeconds, soon).toBe(0);
  });

  it('leave no lag behind when the last desk goes while something lags', async () => {
    const copies = [await server.library.aCopy(), await server.library.aCopy()];
    const desk = await listeningDesk();
    const slow = await openTransaction(server.db.owner);
    await slow.query(`update copies set shelf = 'slow' where id = $1`, [copies[0]?.id]);
    await sql(`update copies set shelf = 'quick' where id = $1`, [copies[1]?.id]);
    await expect.poll(lagInSeconds, soon).toBeGreaterThan(0.3);
    await desk.leave();
    await expect.poll(lagInSeconds, soon).toBe(0);
    await wait(300);
    expect(await lagInSeconds()).toBe(0);
    await slow.commit();
  });

  it('say with each heartbeat for how long an older transaction has kept desks from what changed', async () => {
    const desk = await listeningDesk();
    const lag = () => SyncHeartbeat.parse(desk.heard.findLast(({ event }) => event === 'heartbeat')?.data).lagSeconds;
    const slow = await openTransaction(server.db.owner);
    await slow.query('select pg_current_xact_id()', []);
    await server.library.aCopy();
    await expect.poll(lag).toBeGreaterThanOrEqual(3);
    await slow.commit();
    await othersHaveEnded(server.db.owner);
    await expect.poll(lag).toBe(0);
  });

  it('keep the line alive with a heartbeat every two seconds', async () => {
    const desk = await listeningDesk();
    await expect.poll(() => desk.count('heartbeat'), { interval: 50 }).toBe(3);
    const [first, second, third] = desk.heard.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(4000);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(1000);
    expect((third ?? 0) - (second ?? 0)).toBeLessThan(4000);
  });

  it('are for eight at a time who come with one key: of more, the first is sent away, and no other desk is', async () => {
    const { id, key } = await server.library.aDesk();
    const other = await listeningDesk();
    const address = `${base}/${server.library.branches.main.id}/events`;
    const listeners: Awaited<ReturnType<typeof listenTo>>[] = [];
    for (let n = 0; n < 9; n++) {
      const listener = await listenTo(address, { authorization: `Desk ${key}` });
      onTestFinished(() => listener.leave());
      await expect.poll(() => listener.count('heartbeat'), soon).toBe(1);
      listeners.push(listener);
    }
    expect(await listeners[0]?.ended).toBe('over');
    await sql('update copies set shelf = $2 where id = $1', [(await server.library.aCopy()).id, id.slice(-4)]);
    const told = () => [...listeners, other].map((listener) => listener.count('change') > 0);
    await expect.poll(told, soon).toEqual([false, ...Array(9).fill(true)]);
  });

  it('end when the server closes, which they do not hold up', async () => {
    const own = await buildTestServer();
    const address = `${await own.app.listen({ port: 0 })}/api/v1/sync/branches/${own.library.branches.main.id}/events`;
    const desk = await listenTo(address, { authorization: `Desk ${own.library.deskKey}` });
    await expect.poll(() => desk.count('heartbeat'), soon).toBe(1);
    const began = performance.now();
    await own.app.close();
    expect(await desk.ended).toBe('over');
    expect(performance.now() - began).toBeLessThan(20_000);
    await own.close();
  });
});
