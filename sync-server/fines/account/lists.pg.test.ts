import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let account: string;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  const { library, clock } = server;
  const member = await library.aMember();
  account = `/members/${member.id}/account`;
  const post = (path: string, body: object) => server.call(desk.librarian(), 'POST', path, body);
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const book = await library.aBook({ title: 'Walden' });
  const copy = await library.aCopy({ bookId: book.id });
  const loan = await library.aLoan({ copyId: copy.id, memberId: member.id });
  await post(`${account}/charges`, { amount: usd(300), reason: 'Coffee on it', loanId: loan.id });
  clock.advance({ minutes: 1 });
  await post(`${account}/charges`, { amount: usd(500), reason: 'New card' });
  clock.advance({ minutes: 1 });
  await post(`${account}/payments`, { amount: usd(200), method: 'card', reference: 'T-17' });
});
afterAll(() => server.close());

async function linesOf(choice: string) {
  const { status, body } = await desk.get(`${account}?${choice}`);
  expect(status, body.detail).toBe(200);
  expect(body.meta.total).toBe(body.data.length);
  expect(body.balance.amount).toBe(600);
  type Line = { amount: { amount: number }; balance: { amount: number } };
  return body.data.map(({ amount, balance }: Line) => [amount.amount, balance.amount]);
}

const [stained, card, paid] = [
  [300, 300],
  [500, 800],
  [-200, 600],
];

test('an account is read from its newest line or from its first, each with what was owed after it', async () => {
  expect(await linesOf('')).toEqual([paid, card, stained]);
  expect(await linesOf('sort=createdAt')).toEqual([stained, card, paid]);
  expect(await linesOf('sort=at')).toEqual([stained, card, paid]);
  expect(await linesOf('sort=-createdAt')).toEqual([paid, card, stained]);
  const { status, body } = await desk.get(`${account}?sort=amount`);
  expect([status, body.errors[0].path]).toEqual([400, 'query.sort']);
});

test('a line is found by its reason, its reference or its book, and the balance stays that of all', async () => {
  expect(await linesOf('query=coffee')).toEqual([stained]);
  expect(await linesOf('query=t-17')).toEqual([paid]);
  expect(await linesOf('query=walden')).toEqual([stained]);
  expect(await linesOf('query=nothing')).toEqual([]);
});
