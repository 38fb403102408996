import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../testing/library.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

// An admin of one library knows every id, number and barcode of another; none of it is of any use to him.

let server: TestServer;
let stranger: Library;
let theirs: Record<
  | 'branch'
  | 'staff'
  | 'member'
  | 'number'
  | 'book'
  | 'isbn'
  | 'barcode'
  | 'loan'
  | 'hold'
  | 'transfer'
  | 'stocktake'
  | 'box'
  | 'desk'
  | 'key',
  string
>;

beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  stranger = await server.anotherLibrary();
  const book = await library.aBook({ title: 'Treasure', isbn: '9780000000002' });
  const copy = await library.aCopy({ bookId: book.id });
  const lent = await library.aCopy({ bookId: book.id });
  const member = await library.aMember({ name: 'Hidden Person' });
  const librarian = { token: library.tokens.librarian };
  const waiting = { membershipNumber: library.member.number, pickupBranchId: library.branches.main.id };
  const { body: placed } = await server.call(librarian, 'POST', `/books/${book.id}/holds`, waiting);
  const journey = { barcode: copy.barcode, toBranchId: library.branches.harbour.id, reason: 'rebalance' };
  const { body: requested } = await server.call(librarian, 'POST', '/transfers', journey);
  const between = { fromBranchId: library.branches.main.id, toBranchId: library.branches.harbour.id };
  const { body: box } = await server.call(librarian, 'POST', '/boxes', between);
  const counted = { branchId: library.branches.main.id };
  const { body: opened } = await server.call({ token: library.tokens.manager }, 'POST', '/stocktakes', counted);
  theirs = {
    branch: library.branches.main.id,
    staff: library.staff.librarian.id,
    member: member.id,
    number: member.number,
    book: book.id,
    isbn: '9780000000002',
    barcode: copy.barcode,
    loan: (await library.aLoan({ copyId: lent.id, memberId: member.id })).id,
    hold: placed.hold.id,
    transfer: requested.id,
    stocktake: opened.id,
    box: box.id,
    desk: (await library.aDesk()).id,
    key: (await library.anApiKey()).id,
  };
});
afterAll(() => server.close());

type Attempt = ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', () => string, (() => object)?];

const attempts: Attempt[] = [
  ['PATCH', () => `/branches/${theirs.branch}`, () => ({ name: 'Taken Over' })],
  ['GET', () => `/branches/${theirs.branch}/closures`],
  ['PUT', () => `/branches/${theirs.branch}/closures`, () => ({ closures: [] })],
  ['PATCH', () => `/staff/${theirs.staff}`, () => ({ role: 'admin' })],
  ['POST', () => '/desks', () => ({ branchId: theirs.branch, name: 'Spy' })],
  ['DELETE', () => `/desks/${theirs.desk}`],
  ['DELETE', () => `/api-keys/${theirs.key}`],
  ['GET', () => `/members/${theirs.member}`],
  ['GET', () => `/members/${theirs.number}`],
  ['PATCH', () => `/members/${theirs.member}`, () => ({ name: 'Renamed' })],
  ['POST', () => `/members/${theirs.number}/card`, () => ({ newNumber: 'x', reason: 'lost' })],
  ['GET', () => `/members/${theirs.member}/loans`],
  ['GET', () => `/members/${theirs.number}/history`],
  ['GET', () => `/members/${theirs.member}/export`],
  ['POST', () => `/members/${theirs.member}/anonymise`],
  ['POST', () => '/members', () => ({ number: 'x', name: 'X', homeBranchId: theirs.branch })],
  ['GET', () => `/books/${theirs.book}`],
  ['GET', () => `/books/${theirs.isbn}`],
  ['PATCH', () => `/books/${theirs.book}`, () => ({ title: 'Stolen' })],
  ['GET', () => `/books/${theirs.book}/availability`],
  ['GET', () => `/books/${theirs.book}/copies`],
  ['POST', () => `/books/${theirs.book}/copies`, () => ({ barcode: 'b', homeBranchId: stranger.branches.main.id })],
  ['GET', () => `/copies/${theirs.barcode}`],
  ['PATCH', () => `/copies/${theirs.barcode}`, () => ({ status: 'withdrawn', reason: 'spite' })],
  ['POST', () => '/loans/checkout', () => ({ barcode: theirs.barcode, membershipNumber: stranger.member.number })],
  ['POST', () => '/loans/return', () => ({ barcode: theirs.barcode, branchId: stranger.branches.main.id })],
  ['POST', () => `/loans/${theirs.loan}/renew`, () => ({})],
  ['POST', () => `/loans/${theirs.loan}/claimed-returned`, () => ({})],
  ['DELETE', () => `/loans/${theirs.loan}/claimed-returned`],
  [
    'POST',
    () => `/books/${theirs.book}/holds`,
    () => ({ membershipNumber: stranger.member.number, pickupBranchId: stranger.branches.main.id }),
  ],
  ['GET', () => `/books/${theirs.book}/holds`],
  ['PATCH', () => `/holds/${theirs.hold}`, () => ({ suspendedUntil: '2027-01-01' })],
  ['DELETE', () => `/holds/${theirs.hold}`],
  ['GET', () => `/members/${theirs.number}/holds`],
  ['GET', () => `/branches/${theirs.branch}/pick-list`],
  ['GET', () => `/branches/${theirs.branch}/hold-shelf`],
  [
    'POST',
    () => '/transfers',
    () => ({ barcode: theirs.barcode, toBranchId: stranger.branches.main.id, reason: 'rebalance' }),
  ],
  ['POST', () => `/transfers/${theirs.transfer}/ship`, () => ({})],
  ['POST', () => `/transfers/${theirs.transfer}/cancel`, () => ({})],
  ['POST', () => '/transfers/receive', () => ({ barcode: theirs.barcode, branchId: stranger.branches.main.id })],
  ['POST', () => '/boxes', () => ({ fromBranchId: stranger.branches.main.id, toBranchId: theirs.branch })],
  ['GET', () => `/boxes/${theirs.box}`],
  ['POST', () => `/boxes/${theirs.box}/copies`, () => ({ barcode: theirs.barcode })],
  ['DELETE', () => `/boxes/${theirs.box}/copies/${theirs.barcode}`],
  ['POST', () => `/boxes/${theirs.box}/send`, () => ({})],
  ['POST', () => `/boxes/${theirs.box}/close`, () => ({})],
  ['POST', () => '/stocktakes', () => ({ branchId: theirs.branch })],
  ['GET', () => `/stocktakes/${theirs.stocktake}`],
  ['GET', () => `/stocktakes/${theirs.stocktake}/discrepancies`],
  ['GET', () => `/stocktakes/${theirs.stocktake}/report`],
  [
    'POST',
    () => `/stocktakes/${theirs.stocktake}/scans`,
    () => ({ scans: [{ id: theirs.book, barcode: theirs.barcode, observedAt: '2026-03-10T10:00:00Z' }] }),
  ],
  ['POST', () => `/stocktakes/${theirs.stocktake}/close`, () => ({ applyProposed: true })],
  ['POST', () => `/stocktakes/${theirs.stocktake}/abandon`, () => ({})],
  ['GET', () => `/sync/branches/${theirs.branch}/snapshot`],
  ['POST', () => `/sync/branches/${theirs.branch}/drift`, () => ({ kind: 'stray_books', books: 1 })],
];

describe('an admin of another library', () => {
  it.each(
    attempts.map(([method, path, body]) => ({ title: `${method} ${path.toString().slice(6)}`, method, path, body })),
  )('finds nothing by $title', async ({ method, path, body }) => {
    const before = await everythingOf(server.library.tenantId);
    const answer = await server.call({ token: stranger.tokens.admin }, method, path(), body?.());
    expect(answer.status).toBe(404);
    expect(await everythingOf(server.library.tenantId)).toEqual(before);
  });

  it.each([
    '/branches',
    '/staff',
    '/desks',
    '/api-keys',
    '/members?query=hidden',
    '/books?query=treasure',
    '/loans',
    '/transfers',
    '/boxes',
    '/audit',
  ])('sees nothing of it in %s', async (path) => {
    const { status, text } = await server.call({ token: stranger.tokens.admin }, 'GET', path);
    expect(status).toBe(200);
    for (const id of Object.values(theirs)) expect(text).not.toContain(id);
  });
});

async function everythingOf(tenantId: string) {
  const tables = [
    'branches',
    'staff',
    'desks',
    'api_keys',
    'members',
    'books',
    'copies',
    'loans',
    'holds',
    'transfers',
    'boxes',
    'stocktakes',
    'stocktake_scans',
    'audit',
  ];
  const counts = tables.map(
    (table) =>
      `(select md5(string_agg(t::text, '' order by t::text)) from ${table} t where tenant_id = $1) as ${table}`,
  );
  const { rows } = await server.db.owner.query(`select ${counts.join(', ')}`, [tenantId]);
  return rows[0];
}
