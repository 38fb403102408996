import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

// A tenth of what an integer of Postgres holds, often enough to pass it: in rupiah, the fines of a good year.
const cents = 214_748_364;
const times = 11;

it('adds up to more than an integer holds: the member, the account and the dashboard can still be read', async () => {
  const { tokens, aMember, aCharge } = server.library;
  const [librarian, manager] = [{ token: tokens.librarian }, { token: tokens.manager }];
  const debtor = await aMember();
  for (let count = 0; count < times; count++) await aCharge(debtor.id, cents);
  const owed = { amount: times * cents, currency: 'USD' };

  expect((await server.call(librarian, 'GET', `/members/${debtor.id}`)).body).toMatchObject({ balance: owed });
  expect((await server.call(librarian, 'GET', `/members/${debtor.id}/account`)).body).toMatchObject({ balance: owed });
  const day = server.clock.now().toISOString().slice(0, 10);
  const dashboard = await server.call(manager, 'GET', `/reports/dashboard?from=${day}&to=${day}`);
  expect(dashboard).toMatchObject({ status: 200 });

  const copy = await server.library.aCopy();
  const order = { barcode: copy.barcode, membershipNumber: debtor.number };
  const checkout = await server.call(librarian, 'POST', '/loans/checkout', order);
  expect(checkout.body).toMatchObject({ code: 'BALANCE_OVER_LIMIT' });
});
