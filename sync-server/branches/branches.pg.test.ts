import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const as = (role: 'admin' | 'manager' | 'librarian') => ({ token: server.library.tokens[role] });

describe('branches', () => {
  it('open with the usual hours, in UTC, unless the admin says otherwise', async () => {
    const { status, body } = await server.call(as('admin'), 'POST', '/branches', { code: 'HILL', name: 'Hill' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ code: 'HILL', timeZone: 'UTC' });
    expect(body.openingHours).toEqual([...Array(6).fill({ opens: '09:00', closes: '18:00' }), null]);
  });

  it('refuses a code that another branch has, on opening and on changing', async () => {
    const taken = { status: 409, body: { code: 'CODE_TAKEN' } };
    expect(await server.call(as('admin'), 'POST', '/branches', { code: 'MAIN', name: 'Again' })).toMatchObject(taken);
    const path = `/branches/${server.library.branches.harbour.id}`;
    expect(await server.call(as('admin'), 'PATCH', path, { code: 'MAIN' })).toMatchObject(taken);
  });

  it('cannot close before they open, and are told on which day', async () => {
    const hours = { opens: '09:00', closes: '18:00' };
    const openingHours = [hours, { opens: '18:00', closes: '09:00' }, hours, hours, hours, hours, null];
    const path = `/branches/${server.library.branches.main.id}`;
    expect(await server.call(as('manager'), 'PATCH', path, { openingHours })).toMatchObject({
      status: 400,
      body: {
        detail: 'On Tuesday the branch must close after it opens.',
        errors: [{ path: 'body.openingHours.1' }],
      },
    });
    const body = { code: 'NIGHT', name: 'Night', openingHours };
    expect(await server.call(as('admin'), 'POST', '/branches', body)).toMatchObject({ status: 400 });
  });

  it('refuses a time zone that does not exist', async () => {
    const body = { code: 'MARS', name: 'Mars', timeZone: 'Mars/Olympus_Mons' };
    expect(await server.call(as('admin'), 'POST', '/branches', body)).toMatchObject({ status: 400 });
  });

  it('are listed by code, and found by a part of their name', async () => {
    const { body } = await server.call(as('librarian'), 'GET', '/branches?limit=1');
    expect(body).toMatchObject({ data: [{ code: 'HARB' }], meta: { limit: 1, hasMore: true } });
    const found = await server.call(as('librarian'), 'GET', '/branches?query=arbou');
    expect(found.body.data).toMatchObject([{ code: 'HARB' }]);
  });

  it('are changed by the manager who answers for them, and by no other', async () => {
    const { main, harbour } = server.library.branches;
    const own = await server.call(as('manager'), 'PATCH', `/branches/${main.id}`, { name: 'Main Library' });
    expect(own).toMatchObject({ status: 200, body: { name: 'Main Library', code: 'MAIN' } });
    const foreign = await server.call(as('manager'), 'PATCH', `/branches/${harbour.id}`, { name: 'Mine Now' });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    const nowhere = await server.call(as('admin'), 'PATCH', '/branches/0190a0a0-0000-7000-8000-000000000000', {});
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'BRANCH_NOT_FOUND' } });
  });
});

describe('the closed days of a branch', () => {
  const path = () => `/branches/${server.library.branches.main.id}/closures`;
  const replace = (closures: object[]) => server.call(as('manager'), 'PUT', path(), { closures });

  it('are replaced as a whole list, each day once, in order', async () => {
    await replace([{ date: '2026-12-26', reason: 'Boxing Day' }]);
    const { body } = await replace([
      { date: '2026-12-25', reason: 'Christmas' },
      { date: '2026-05-01', reason: 'Labour Day' },
      { date: '2026-12-25', reason: 'Christmas Day' },
    ]);
    const closures = [
      { date: '2026-05-01', reason: 'Labour Day' },
      { date: '2026-12-25', reason: 'Christmas Day' },
    ];
    expect(body).toEqual({ closures });
    expect((await server.call(as('librarian'), 'GET', path())).body).toEqual({ closures });
    expect((await server.call(as('librarian'), 'GET', `${path()}?from=2026-06-01`)).body).toEqual({
      closures: closures.slice(1),
    });
  });

  it('leave in the audit which days were closed and which opened again', async () => {
    await replace([{ date: '2026-08-01', reason: 'Painting' }]);
    await replace([{ date: '2026-08-02', reason: 'Painting' }]);
    const { rows } = await server.db.owner.query(
      "select facts from audit where action = 'branch.closures_replaced' order by id desc limit 1",
    );
    expect(rows[0].facts).toEqual({ closed: ['2026-08-02'], opened: ['2026-08-01'] });
  });

  it('belong to the manager of that branch', async () => {
    const foreign = `/branches/${server.library.branches.harbour.id}/closures`;
    expect((await server.call(as('manager'), 'PUT', foreign, { closures: [] })).status).toBe(403);
    expect((await server.call(as('admin'), 'PUT', foreign, { closures: [] })).status).toBe(200);
  });
});
