import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let numbers: string[];
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  numbers = [];
  for (let n = 0; n < 3; n++) {
    const journey = { fromBranchId: desk.main(), toBranchId: desk.harbour() };
    const { body } = await server.call(desk.librarian(), 'POST', '/boxes', journey);
    numbers.push(body.number);
    server.clock.advance({ minutes: 1 });
  }
});
afterAll(() => server.close());

async function listed(choice: string) {
  const { status, body } = await desk.get(`/boxes?fromBranchId=${desk.main()}${choice}`);
  expect(status, body.detail).toBe(200);
  expect(body.meta.total).toBe(body.data.length);
  return body.data.map((box: { number: string }) => box.number);
}

test('boxes are in the order of their numbers or of when they were begun, from either end', async () => {
  // The second was begun last: numbers and moments need not agree.
  await server.db.owner.query("update boxes set opened_at = opened_at + interval '1 hour' where number = $1", [
    Number(numbers[1]?.slice(4)),
  ]);
  const [first, second, third] = numbers;
  expect(await listed('')).toEqual([first, second, third]);
  expect(await listed('&sort=-number')).toEqual([third, second, first]);
  expect(await listed('&sort=createdAt')).toEqual([first, third, second]);
  expect(await listed('&sort=-openedAt')).toEqual([second, third, first]);
  const { status, body } = await desk.get('/boxes?sort=copies');
  expect([status, body.errors[0].path]).toEqual([400, 'query.sort']);
});

test('a box is found by its number, or by the end of it', async () => {
  const [first = ''] = numbers;
  expect(await listed(`&query=${first.toLowerCase()}`)).toEqual([first]);
  expect(await listed(`&query=${first.slice(4)}`)).toEqual([first]);
  expect(await listed('&query=BOX-9')).toEqual([]);
});
