import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
  await aMorningAtTheDesk();
});
afterAll(() => server.close());

const manager = () => ({ token: server.library.tokens.manager });
const librarian = () => ({ token: server.library.tokens.librarian });
const report = (path: string, headers = {}) =>
  server.call(manager(), 'GET', `/reports/${path}`, undefined, { headers });

/** The clock stands at 2026-03-10. Moby Dick is lent twice and brought back once, Emma is lent once and late. */
async function aMorningAtTheDesk(): Promise<void> {
  const { library, clock } = server;
  const main = library.branches.main.id;
  const moby = await library.aBook({ title: 'Moby Dick' });
  const first = await library.aCopy({ bookId: moby.id });
  const second = await library.aCopy({ bookId: moby.id });
  const emma = await library.aCopy({});
  const reader = await library.aMember();
  const lend = (barcode: string) =>
    server.call(librarian(), 'POST', '/loans/checkout', { barcode, membershipNumber: reader.number, branchId: main });
  await lend(first.barcode);
  await server.call(librarian(), 'POST', '/loans/return', { barcode: first.barcode, branchId: main });
  await lend(second.barcode);
  await library.aLoan({
    copyId: emma.id,
    memberId: reader.id,
    checkedOutAt: new Date(clock.now().getTime() - 30 * 86_400_000),
    dueAt: new Date(clock.now().getTime() - 5 * 86_400_000),
  });
  const waiter = await library.aMember();
  await server.call(librarian(), 'POST', `/books/${moby.id}/holds`, {
    membershipNumber: waiter.number,
    pickupBranchId: main,
  });
}

describe('the dashboard', () => {
  test('counts what happened in the days, and how things stand', async () => {
    const { status, body } = await report('dashboard?from=2026-03-09&to=2026-03-10');
    expect(status).toBe(200);
    expect(body).toMatchObject({ checkouts: 2, returns: 1, renewals: 0, paid: { amount: 0, currency: 'USD' } });
    expect(body.now).toEqual({ openLoans: 2, overdue: 1, holdsWaiting: 1, holdsReady: 0, underWay: 0 });
    expect(body.days).toEqual([
      { date: '2026-03-09', checkouts: 0, returns: 0 },
      { date: '2026-03-10', checkouts: 2, returns: 1 },
    ]);
  });

  test('of one branch counts that branch only', async () => {
    const { body } = await report(`dashboard?branchId=${server.library.branches.harbour.id}`);
    expect(body).toMatchObject({ checkouts: 0, returns: 0, now: { openLoans: 0, overdue: 0 } });
  });

  test('as a table gives the days', async () => {
    const { headers, text } = await report('dashboard?from=2026-03-09&to=2026-03-10', { accept: 'text/csv' });
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(text.split('\r\n').slice(1)).toEqual(['2026-03-09,0,0', '2026-03-10,2,1', '']);
  });
});

test('overdue loans say whose they are and how late', async () => {
  const { body } = await report('overdue');
  expect(body.meta.total).toBe(1);
  expect(body.data[0]).toMatchObject({ daysOverdue: 5, branchCode: 'MAIN', memberNumber: expect.any(String) });
});

test('popular books come with how often they were lent', async () => {
  const { body } = await report('popular');
  expect(body.data[0]).toMatchObject({ book: { title: 'Moby Dick' }, checkouts: 2 });
});

test('utilisation is checkouts for each copy that a branch owns', async () => {
  const { body } = await report('utilisation');
  expect(body.data).toContainEqual(
    expect.objectContaining({ branchCode: 'MAIN', itemType: 'regular', copies: 3, onLoan: 2, turnover: 0.67 }),
  );
});

test('the books most waited for come first, with the copies there are', async () => {
  const { body } = await report('holds');
  expect(body.data).toEqual([expect.objectContaining({ waiting: 1, ready: 0, copies: 2 })]);
});

test('members by category, and how many of them borrowed', async () => {
  const { body } = await report('members?from=2026-03-10&to=2026-03-10');
  expect(body.data).toEqual([expect.objectContaining({ category: 'adult', borrowed: 1 })]);
});

test.each(['overdue', 'popular', 'utilisation', 'holds', 'members'])('%s is to be had as a table', async (name) => {
  const { status, headers, text } = await report(name, { accept: 'text/csv' });
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  expect(text.split('\r\n').length).toBeGreaterThan(2);
});

test('a table without rows still says what its columns are', async () => {
  const { tokens } = await server.anotherLibrary();
  const headers = { accept: 'text/csv' };
  const { text } = await server.call({ token: tokens.manager }, 'GET', '/reports/popular', undefined, { headers });
  expect(text.trim()).toBe('book.id,book.isbn,book.title,book.authors,checkouts');
});

test('a page behind the last still says how many there are', async () => {
  for (const name of ['overdue', 'popular', 'utilisation', 'holds', 'members']) {
    const { body: all } = await report(name);
    const { body: behind } = await report(`${name}?offset=1000`);
    expect(behind).toMatchObject({ data: [], meta: { total: all.meta.total, offset: 1000, hasMore: false } });
  }
});

test.each([
  ['popular?from=2026-03-11&to=2026-03-10', 400, 'VALIDATION_FAILED'],
  ['dashboard?to=0001-01-10', 400, 'VALIDATION_FAILED'],
  ['popular?branchId=0190a0a0-0000-7000-8000-000000000000', 404, 'BRANCH_NOT_FOUND'],
])('%s is refused', async (path, status, code) => {
  expect(await report(path)).toMatchObject({ status, body: { code } });
});

test('another library sees nothing of it', async () => {
  const other = await server.anotherLibrary();
  const { body } = await server.call({ token: other.tokens.manager }, 'GET', '/reports/dashboard');
  expect(body).toMatchObject({ checkouts: 0, returns: 0, now: { openLoans: 0, holdsWaiting: 0 } });
});
