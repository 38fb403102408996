import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../http/problem.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { sql } from './sql.ts';
import { transaction } from './transaction.ts';

let server: TestServer;
beforeEach(async () => {
  server = await buildTestServer();
});
afterEach(() => server.close());

const ownPid = sql<{ pid: number }>('test.own_pid', 'select pg_backend_pid() as pid');
const nap = sql('test.nap', 'select pg_sleep(5)');
const impatient = sql('test.impatient', "set local lock_timeout = '50ms'");
const lockMember = sql('test.lock_member', 'select from members where id = $1 for update');
const anything = sql('test.anything', 'select 1');

/** A transaction whose connection Postgres cuts in the middle, as a failover does. */
function cutOff(next: typeof nap, waitMs: number) {
  const { tenantId } = server.library;
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'cut-off' } as const;
  return transaction(server.db.database, context, async (tx) => {
    const [own] = await tx.query(ownPid, []);
    const cut = server.db.owner.query('select pg_terminate_backend($1)', [own?.pid]);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    await Promise.all([cut, tx.query(next, [])]);
  });
}

describe('a connection that breaks in the middle of a transaction', () => {
  it.each([
    { when: 'while a statement runs', next: nap, waitMs: 0 },
    { when: 'between two statements', next: anything, waitMs: 100 },
  ])('refuses that one request, and the process lives on: $when', async ({ next, waitMs }) => {
    const lost: unknown[] = [];
    const note = (error: unknown) => lost.push(error);
    // What would end the server's process (an error event that nobody listens to).
    process.on('uncaughtException', note);
    const error = await cutOff(next, waitMs).catch((thrown: unknown) => thrown);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('uncaughtException', note);
    expect(refusalOf(error)).toMatchObject({ code: 'UNAVAILABLE' });
    expect(lost).toEqual([]);
    expect(await server.call({ token: server.library.tokens.librarian }, 'GET', '/tenant')).toMatchObject({
      status: 200,
    });
  });
});

describe('a row that somebody else does not let go of', () => {
  it('refuses the request as one to be tried again, not as an error of the server', async () => {
    const { tenantId, member } = server.library;
    const other = await server.db.owner.connect();
    await other.query('begin');
    await other.query('select from members where id = $1 for update', [member.id]);
    const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'in-a-queue' } as const;
    const waiting = transaction(server.db.database, context, async (tx) => {
      await tx.query(impatient, []);
      await tx.query(lockMember, [member.id]);
    });
    const error = await waiting.catch((thrown: unknown) => thrown);
    await other.query('rollback');
    other.release();
    expect(refusalOf(error)).toMatchObject({ code: 'UNAVAILABLE', details: { retryAfter: 2 } });
  });
});
