import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../db/sql.ts';
import { reading } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { readEvents } from './queries.ts';

let server: TestServer;
const made: string[] = [];

const admin = () => server.library.signIn('admin');
beforeAll(async () => {
  server = await buildTestServer();
  for (let day = 0; day < 5; day++) {
    const { token } = await server.library.signIn('librarian');
    const { body } = await server.call(
      { token },
      'POST',
      '/members',
      { number: `N-${day}`, name: `Member ${day}` },
      { headers: { 'x-request-id': `request-${day}` } },
    );
    made.push(body.id);
    server.clock.advance({ days: 1 });
  }
});
afterAll(() => server.close());

const read = async (query: string) => (await server.call(await admin(), 'GET', `/audit?${query}`)).body;
const entities = (body: { data: { entityId: string }[] }) => body.data.map(({ entityId }) => entityId);

describe('the audit', () => {
  it('shows what happened, newest first, with who did it and in which request', async () => {
    const body = await read('limit=1');
    expect(body.data).toMatchObject([
      {
        action: 'member.registered',
        entity: 'member',
        entityId: made[4],
        actor: { kind: 'staff', id: server.library.staff.librarian.id },
        requestId: 'request-4',
        at: '2026-03-14T10:00:00.000Z',
      },
    ]);
  });

  it('is read page by page through a cursor, each event once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const body: { data: { entityId: string }[]; cursor: string | null } = await read(
        `limit=2&entity=member${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...entities(body));
      cursor = body.cursor;
    } while (cursor);
    expect(seen).toEqual(made.toReversed());
  });

  it('is narrowed to an entity, a kind of entity, an actor and a time', async () => {
    expect(entities(await read(`entity=${made[1]}`))).toEqual([made[1]]);
    expect(entities(await read('entity=loan'))).toEqual([]);
    expect(entities(await read(`actor=${server.library.staff.librarian.id}`))).toHaveLength(5);
    expect(entities(await read(`actor=${server.library.staff.admin.id}`))).toEqual([]);
    expect(entities(await read('from=2026-03-11T00:00:00Z&to=2026-03-13T00:00:00Z'))).toEqual([made[2], made[1]]);
  });

  it('is followed from a request’s id to what the request changed, by an index', async () => {
    expect(entities(await read('request=request-3'))).toEqual([made[3]]);
    expect(entities(await read('request=nobody'))).toEqual([]);
    const { tenantId } = server.library;
    await server.db.owner.query(
      `insert into audit (tenant_id, id, at, actor_kind, action, entity, entity_id, facts, request_id)
       select $1, gen_random_uuid(), now(), 'job', 'copy.changed', 'copy', gen_random_uuid(), '{}', 'filler-' || n
       from generate_series(1, 20000) n`,
      [tenantId],
    );
    await server.db.owner.query('analyze audit');
    const { statement, values } = readEvents(tenantId, { request: 'request-3' }, 20);
    const explain = sql<{ 'QUERY PLAN': string }>('plan.audit', `explain ${statement.text}`);
    const plan = await reading(server.db.database, asJob(tenantId, 'plan'), (tx) => tx.query(explain, values));
    expect(JSON.stringify(plan)).toContain('audit_of_request');
  });

  it('refuses a cursor that is not one of ours', async () => {
    const answer = await server.call(await admin(), 'GET', '/audit?cursor=abc');
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_CURSOR' } });
  });

  it('shows nothing of another library', async () => {
    const other = await server.anotherLibrary();
    const { token } = await other.signIn('admin');
    expect((await server.call({ token }, 'GET', '/audit')).body).toEqual({ data: [], cursor: null });
  });
});
