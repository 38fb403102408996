import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '#shared/contract/api.ts';
import { Problem } from '#shared/contract/refusals.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import type { Known } from '#shared/contract/testing/inputs.ts';
import { deskOf } from '../testing/desk.ts';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, operatorKey, type TestServer } from '../testing/server.ts';
import { traceOf } from './testing/left-behind.ts';
import { type Callers, requestsTo } from './testing/requests.ts';

// Whatever comes in, from whomever, the server answers it or says in words why not; and what it refuses, or is only
// asked, leaves nothing behind.

const runs = Number(process.env.CARREL_FUZZ_RUNS ?? 12);

let server: TestServer;
let known: Known;
let state: () => Promise<string>;
beforeAll(async () => {
  server = await buildTestServer({ SANDBOX_PAYMENTS_SECRET: providerSecret });
  known = await someOfEverything(server);
  state = await traceOf(server.db.owner);
});
afterAll(() => server.close());

const providerSecret = 'the sandbox says so';
const rows = (Object.entries(api) as [string, RouteShape][]).filter(([name]) => name !== 'events');

describe.each(rows)('%s', (_name, row) => {
  it('answers whatever comes, and keeps nothing of what it refuses', async () => {
    const judged = fc.asyncProperty(requestsTo(row, known, callersOf(row)), async (request) => {
      const before = await state();
      const { statusCode, body, headers } = await server.app.inject(request);
      expect(statusCode, body).toBeLessThan(500);
      if (statusCode < 400 && row.method !== 'GET') return;
      expect(await state(), `${statusCode} left something behind: ${body}`).toBe(before);
      if (statusCode < 400) return;
      expect(headers['content-type']).toContain('application/problem+json');
      expect(Problem.safeParse(JSON.parse(body)).error).toBeUndefined();
    });
    await fc.assert(judged, { numRuns: runs, endOnFailure: true });
  });
});

function callersOf(row: RouteShape): Callers {
  const { tokens, deskKey, apiKey } = server.library;
  const admin = { authorization: `Bearer ${tokens.admin}` };
  const operator = { 'x-api-key': operatorKey };
  const others = [
    {},
    admin,
    operator,
    { authorization: `Bearer ${tokens.manager}` },
    { authorization: `Bearer ${tokens.librarian}` },
    { authorization: `Bearer ${tokens.member}` },
    { authorization: `Desk ${deskKey}` },
    { 'x-api-key': apiKey },
  ];
  const privileged = row.who === 'anyone' ? {} : row.who === 'operator' ? operator : admin;
  return { privileged, others, providerSecret };
}

/** Things of each kind, by the names of the fields that they go in and of the addresses that they stand below. */
async function someOfEverything({ library, ...rest }: TestServer): Promise<Known> {
  const desk = deskOf({ library, ...rest });
  const { main, harbour } = library.branches;
  const members = [library.member, await library.aMember(), await library.aMember(), await library.aMember()];
  const shelves = ['FIC MOR', 'REF 12', 'FIC A', '821 BYR', '820', 'B', 'C', 'D'];
  const copies = await Promise.all(shelves.map((shelf) => library.aCopy({ shelf })));
  const [lent, renewed, wanted, travelling] = copies;
  if (!lent || !renewed || !wanted || !travelling) throw new Error('There are no copies to begin with.');
  for (const { id } of members) await library.aCharge(id, 900);
  const borrower = members.at(-1)?.id ?? '';
  const loans = [lent, renewed].map(({ id }) => library.aLoan({ copyId: id, memberId: borrower }));
  const holds = [await desk.aWaiting(wanted.bookId), await desk.aWaiting(lent.bookId)];
  const { body: transfer } = await desk.requestTransfer(travelling.barcode, harbour.id);
  const admin = { token: library.tokens.admin };
  const { body: stocktake } = await rest.call(admin, 'POST', '/stocktakes', { branchId: harbour.id });
  const { body: box } = await rest.call(admin, 'POST', '/boxes', { fromBranchId: main.id, toBranchId: harbour.id });
  const colleague = await library.aStaff();
  const branches = [main.id, harbour.id];
  const numbers = members.map(({ number }) => number);
  const barcodes = copies.map(({ barcode }) => barcode);
  return {
    ...{ branches, branchId: branches, homeBranchId: branches, pickupBranchId: branches, branchIds: branches },
    ...{ fromBranchId: branches, toBranchId: branches },
    ...{ members: [...members.map(({ id }) => id), ...numbers], memberId: members.map(({ id }) => id) },
    ...{ membershipNumber: numbers, number: [colleague.number, ...numbers], staff: [colleague.id] },
    ...{ books: copies.map(({ bookId }) => bookId), bookId: copies.map(({ bookId }) => bookId) },
    ...{ barcode: barcodes, barcodes, shelf: shelves, shelfFrom: shelves, shelfTo: shelves, box: [box.number] },
    ...{ loans: (await Promise.all(loans)).map(({ id }) => id), holds: holds.map(({ id }) => id) },
    ...{ transfers: [transfer.id], stocktakes: [stocktake.id], tenants: [(await rest.anotherLibrary()).tenantId] },
    ...{ desks: [(await library.aDesk()).id], 'api-keys': [(await library.anApiKey()).id] },
    ...{ tenant: [library.slug], tenantId: [library.tenantId], currency: ['USD'], timeZone: ['Europe/Berlin'] },
    ...{
      query: ['book', 'author'],
      q: ['bo'],
      isbn: ['9780306406157'],
      password: [testPassword],
      sort: ['-createdAt'],
    },
  };
}
