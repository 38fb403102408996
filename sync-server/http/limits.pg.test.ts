import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestServer } from '../testing/server.ts';
import type { Limits } from './limits.ts';
import { headOf, lastProblem, portOf, rawConnection } from './testing/raw-connection.ts';

const soon = { timeout: 10_000, interval: 20 };

/** A server on a socket that loses its patience quickly where a test wants so. */
async function aServer(limits: Partial<Limits>) {
  const server = await buildTestServer({}, { lookMs: 50, ...limits });
  onTestFinished(() => server.close());
  const port = await portOf(server.app);
  const librarian = { authorization: `Bearer ${server.library.tokens.librarian}` };
  const comes = async () => {
    const client = await rawConnection(port);
    onTestFinished(() => client.leave());
    return client;
  };
  const connected = () =>
    new Promise<number>((resolve) => server.app.server.getConnections((_, count) => resolve(count)));
  return { ...server, port, librarian, comes, connected };
}

describe('a client that comes when there is no room', () => {
  it('is hung up on, and let in when somebody else has left', async () => {
    const { comes, connected } = await aServer({ connections: 2 });
    const [first, second] = [await comes(), await comes()];
    const third = await comes();
    await expect.poll(third.isClosed, soon).toBe(true);
    expect([first.isClosed(), second.isClosed()]).toEqual([false, false]);
    first.leave();
    await expect.poll(connected, soon).toBe(1);
    const next = await comes();
    next.write(headOf('GET /healthz', {}));
    await expect.poll(next.heard, soon).toContain('{"alive":true}');
  });
});

describe('a request that does not arrive', () => {
  it.each([
    ['says nothing', ''],
    ['stops in the middle of its head', 'GET /healthz HTTP/1.1\r\nHost: lib'],
  ])('is answered and ended when its client %s', async (_, bytes) => {
    const { comes } = await aServer({ headMs: 200 });
    const client = await comes();
    client.write(bytes);
    await expect.poll(client.isClosed, soon).toBe(true);
    expect(lastProblem(client.heard()).problem.code).toBe('REQUEST_TIMEOUT');
  });

  it('is answered when its JSON comes letter by letter', async () => {
    const { comes, librarian } = await aServer({ bodyMs: 300 });
    const client = await comes();
    const headers = { ...librarian, 'content-type': 'application/json', 'content-length': '1000' };
    client.write(headOf('POST /api/v1/members', headers));
    const drip = setInterval(() => client.write(' '), 50);
    onTestFinished(() => clearInterval(drip));
    await expect.poll(client.isClosed, soon).toBe(true);
    expect(lastProblem(client.heard()).problem.code).toBe('REQUEST_TIMEOUT');
  });

  it.each([
    ['says how much it is', { 'content-length': '20000000' }],
    ['does not say how much it is', { 'transfer-encoding': 'chunked' }],
  ])('is refused when it is too much and %s', async (_, length) => {
    const { comes, librarian } = await aServer({});
    const client = await comes();
    client.write(headOf('POST /api/v1/members', { ...librarian, 'content-type': 'application/json', ...length }));
    const part = `${(70_000).toString(16)}\r\n${' '.repeat(70_000)}\r\n`;
    for (let sent = 0; sent < 20; sent++) client.write(part);
    await expect.poll(client.isClosed, soon).toBe(true);
    expect(lastProblem(client.heard()).problem.code).toBe('BODY_TOO_LARGE');
  });

  it('is not read on for ever after it was refused', async () => {
    const { comes, connected } = await aServer({});
    const client = await comes();
    const headers = { 'content-type': 'application/marc', 'transfer-encoding': 'chunked' };
    client.write(headOf('POST /api/v1/imports/marc', headers));
    const flood = setInterval(() => client.write('400\r\n'.concat('x'.repeat(1024), '\r\n')), 20);
    onTestFinished(() => clearInterval(flood));
    await expect.poll(client.heard, soon).toContain('NOT_SIGNED_IN');
    await expect.poll(connected, soon).toBe(0);
  });
});

describe('a file that is sent', () => {
  const importing = (branchId: string, headers: Record<string, string>) =>
    headOf(`POST /api/v1/imports/marc?branchId=${branchId}`, {
      ...headers,
      'content-type': 'application/marc',
      'transfer-encoding': 'chunked',
    });
  const quick = { bodyMs: 200, silenceMs: 600, pace: { bytes: 1000, ms: 300 } };

  it('may take as long as it likes while it keeps coming', async () => {
    // The pace is for each stretch: three go by, each long enough for a machine that stands still for a moment.
    const patient = { bodyMs: 200, silenceMs: 1500, pace: { bytes: 1000, ms: 1200 } };
    const { comes, librarian, library } = await aServer(patient);
    const client = await comes();
    client.write(importing(library.branches.main.id, librarian));
    for (let part = 0; part < 40; part++) {
      client.write(`800\r\n${'x'.repeat(2048)}\r\n`);
      await wait(100);
    }
    expect(client.isClosed()).toBe(false);
    client.write('0\r\n\r\n');
    await expect.poll(client.heard, soon).toMatch(/^HTTP\/1.1 202 /);
  });

  it.each([
    ['stops', 0],
    ['drips', 1],
  ])('is given up when it %s, and leaves nothing behind', async (_, bytes) => {
    const { comes, librarian, library, db } = await aServer(quick);
    const client = await comes();
    client.write(importing(library.branches.main.id, librarian));
    client.write(`800\r\n${'x'.repeat(2048)}\r\n`);
    const drip = setInterval(() => bytes > 0 && client.write('1\r\nx\r\n'), 50);
    onTestFinished(() => clearInterval(drip));
    await expect.poll(client.isClosed, soon).toBe(true);
    expect(lastProblem(client.heard()).problem.code).toBe('REQUEST_TIMEOUT');
    const left = async () => (await db.owner.query('select from imports')).rowCount;
    await expect.poll(left, soon).toBe(0);
  });
});

describe('a server that closes', () => {
  it('sends whoever still asks to another one, in words', async () => {
    const { comes, librarian, library, app, db } = await aServer({});
    const copy = await library.aCopy();
    const blocker = await db.owner.connect();
    await blocker.query('begin');
    await blocker.query('update copies set shelf = shelf where id = $1', [copy.id]);
    const client = await comes();
    const body = JSON.stringify({ barcode: copy.barcode, branchId: library.branches.main.id });
    const headers = { ...librarian, 'content-type': 'application/json', 'content-length': String(body.length) };
    client.write(headOf('POST /api/v1/loans/return', headers) + body);
    const lockIsAwaited = async () =>
      (
        await db.owner.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rowCount;
    await expect.poll(lockIsAwaited, soon).toBe(1);
    const closed = app.close();
    client.write(headOf('GET /api/v1/members', librarian));
    await wait(100);
    await blocker.query('rollback');
    blocker.release();
    await expect.poll(client.isClosed, soon).toBe(true);
    await closed;
    expect(client.heard()).toMatch(/^HTTP\/1.1 200 /);
    const { head, problem } = lastProblem(client.heard());
    expect(problem).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(problem.detail).toContain('restarted');
    expect(head).toContain('retry-after: 1');
    expect(head).toContain('application/problem+json');
  });
});
