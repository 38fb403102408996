import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../http/problem.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { openDatabase } from './database.ts';
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
    // It answers once the connection has ended, within ten seconds.
    const cut = server.db.owner.query('select pg_terminate_backend($1, 10000)', [own?.pid]);
    if (waitMs > 0) await cut.then(() => new Promise((resolve) => setTimeout(resolve, waitMs)));
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

describe('statements that leave together', () => {
  const context = () =>
    ({ tenantId: server.library.tenantId, actor: { kind: 'job', id: null }, requestId: 'batch' }) as const;
  const double = sql<{ doubled: number }>('test.double', 'select $1::int * 2 as doubled');
  const half = sql<{ half: number }>('test.half', 'select 4 / $1::int as half');
  const rename = sql('test.rename', 'update members set name = $2 where id = $1');
  const never = sql<{ done: boolean }>('test.never_before', 'select true as done');
  const nameOf = async (id: string) =>
    (await server.db.owner.query('select name from members where id = $1', [id])).rows[0].name;

  it('are each answered with their own rows, in whatever turn they were asked', async () => {
    const answers = await transaction(server.db.database, context(), async (tx) => {
      const first = [tx.query(double, [1]), tx.query(half, [2])] as const;
      await new Promise((resolve) => setImmediate(resolve));
      return Promise.all([...first, tx.query(double, [3])]);
    });
    expect(answers).toEqual([[{ doubled: 2 }], [{ half: 2 }], [{ doubled: 6 }]]);
  });

  it('are all for nothing when one fails, COMMIT with them, and the error is of the one that failed', async () => {
    const { member } = server.library;
    const before = await nameOf(member.id);
    const failing = transaction(server.db.database, context(), async (tx) => {
      tx.send(rename, [member.id, 'Somebody else']);
      tx.send(half, [0]);
      tx.send(rename, [member.id, 'Somebody third']);
    });
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'division by zero', stack: expect.stringContaining('test.half') });
    expect(await nameOf(member.id)).toBe(before);
  });

  it('can be asked again on the same connection, also those that were passed over', async () => {
    const one = openDatabase({ url: server.db.serverUrl, max: 1 });
    const ask = (divisor: number) =>
      transaction(one, context(), (tx) => Promise.all([tx.query(half, [divisor]), tx.query(never, [])]));
    await expect(ask(0)).rejects.toThrow('division by zero');
    expect(await ask(2)).toEqual([[{ half: 2 }], [{ done: true }]]);
    await one.close();
  });
});

describe('a statement that nobody waits for', () => {
  it('is what failed, though another was asked for behind it', async () => {
    const context = { tenantId: server.library.tenantId, actor: { kind: 'job', id: null }, requestId: 'sent' } as const;
    const fails = sql('test.fails_unawaited', 'select 1 / $1::int');
    const asked = transaction(server.db.database, context, async (tx) => {
      tx.send(fails, [0]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await tx.query(anything, []);
    });
    await expect(asked).rejects.toThrow('division by zero');
  });

  it('is tried again when it lost a deadlock', async () => {
    const { tenantId } = server.library;
    const [one, two] = await Promise.all([server.library.aMember(), server.library.aMember()]);
    const both = (first: string, second: string) =>
      transaction(
        server.db.database,
        { tenantId, actor: { kind: 'job', id: null }, requestId: 'deadlock' },
        async (tx) => {
          await tx.query(lockMember, [first]);
          await new Promise((resolve) => setTimeout(resolve, 50));
          tx.send(lockMember, [second]);
          await new Promise((resolve) => setTimeout(resolve, 1500));
          await tx.query(anything, []);
          return 'done';
        },
      );
    expect(await Promise.all([both(one.id, two.id), both(two.id, one.id)])).toEqual(['done', 'done']);
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
