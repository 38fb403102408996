import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const as = (role: 'admin' | 'manager') => ({ token: server.library.tokens[role] });
const enrol = (role: 'admin' | 'manager', branchId: string, key?: string) =>
  server.call(
    as(role),
    'POST',
    '/desks',
    { branchId, name: 'Counter 2' },
    { headers: key ? { 'idempotency-key': key } : {} },
  );
const tenantSeenBy = (deskKey: string) => server.call({ deskKey }, 'GET', '/tenant');

describe('a desk', () => {
  it('is enrolled by its manager and works with the key that is shown once', async () => {
    const { status, body } = await enrol('manager', server.library.branches.main.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Counter 2', branchId: server.library.branches.main.id, lastSeenAt: null });
    expect((await tenantSeenBy(body.key)).body.id).toBe(server.library.tenantId);
    const listed = await server.call(as('manager'), 'GET', '/desks?query=counter');
    expect(JSON.stringify(listed.body)).not.toContain(body.key);
  });

  it('is refused at once when its key is revoked', async () => {
    const { body } = await enrol('manager', server.library.branches.main.id);
    expect((await tenantSeenBy(body.key)).status).toBe(200);
    expect((await server.call(as('manager'), 'DELETE', `/desks/${body.id}`)).status).toBe(204);
    expect(await tenantSeenBy(body.key)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    expect((await server.call(as('manager'), 'DELETE', `/desks/${body.id}`)).status).toBe(404);
  });

  it('is refused with a key of which one character was changed', async () => {
    const { body } = await enrol('admin', server.library.branches.main.id);
    const wrong = body.key.slice(0, -2) + (body.key.endsWith('AA') ? 'BB' : 'AA');
    expect((await tenantSeenBy(wrong)).status).toBe(401);
    expect((await tenantSeenBy('carrel_desk_nonsense')).status).toBe(401);
  });

  it('was last seen at its last call, noted once a minute at most', async () => {
    const { body } = await enrol('admin', server.library.branches.harbour.id);
    const lastSeen = async () => {
      const { rows } = await server.db.owner.query('select last_seen_at from desks where id = $1', [body.id]);
      return rows[0].last_seen_at.toISOString();
    };
    await tenantSeenBy(body.key);
    const first = server.clock.now().toISOString();
    expect(await lastSeen()).toBe(first);
    server.clock.advance({ minutes: 0.5 });
    await tenantSeenBy(body.key);
    expect(await lastSeen()).toBe(first);
    server.clock.advance({ minutes: 1 });
    await tenantSeenBy(body.key);
    expect(await lastSeen()).toBe(server.clock.now().toISOString());
  });

  it('of another branch is not a manager’s to enrol, see or revoke', async () => {
    const { harbour } = server.library.branches;
    expect((await enrol('manager', harbour.id)).status).toBe(403);
    const { body: far } = await enrol('admin', harbour.id);
    const { body } = await server.call(as('manager'), 'GET', '/desks?limit=100');
    expect(body.data.every(({ branchId }: { branchId: string }) => branchId === server.library.branches.main.id)).toBe(
      true,
    );
    expect((await server.call(as('manager'), 'DELETE', `/desks/${far.id}`)).status).toBe(404);
    expect((await tenantSeenBy(far.key)).status).toBe(200);
  });

  it('is listed by name, and the other way round when asked', async () => {
    const { library } = server;
    const { harbour } = library.branches;
    for (const name of ['Alcove', 'Zenith'])
      await server.call(as('admin'), 'POST', '/desks', { branchId: harbour.id, name });
    const names = async (sort: string) => {
      const { body } = await server.call(as('admin'), 'GET', `/desks?branchId=${harbour.id}&sort=${sort}`);
      return body.data.map(({ name }: { name: string }) => name);
    };
    const upwards = await names('name');
    expect(upwards).toContain('Zenith');
    expect(await names('-name')).toEqual(upwards.toReversed());
  });

  it('cannot stand in a branch that does not exist', async () => {
    expect(await enrol('admin', '0190a0a0-0000-7000-8000-000000000000')).toMatchObject({
      body: { code: 'BRANCH_NOT_FOUND' },
    });
  });

  it('gets the same key when its enrolment is repeated, and nobody can read it in the tables', async () => {
    const { main } = server.library.branches;
    const first = await enrol('admin', main.id, 'enrol-once');
    const again = await enrol('admin', main.id, 'enrol-once');
    expect(again.body).toEqual(first.body);
    const { rows } = await server.db.owner.query(
      "select coalesce((select string_agg(i::text, ' ') from idempotency i), '') || (select string_agg(d::text, ' ') from desks d) as text",
    );
    expect(rows[0].text).not.toContain(first.body.key);
    expect(rows[0].text).not.toContain('enrol-once');
  });
});
