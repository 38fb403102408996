import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting } from '../testing/counting.ts';

let server: TestServer;
let people: ReturnType<typeof counting>;
let ids: string[];
beforeAll(async () => {
  server = await buildTestServer();
  people = counting(server);
  ids = [];
  for (const scope of [{ shelfFrom: '800', shelfTo: '820' }, { collection: 'DVD' }, { shelfFrom: '100' }]) {
    ids.push((await people.openCount(scope)).id);
    server.clock.advance({ minutes: 1 });
  }
  for (const id of ids.toReversed()) {
    await people.post(`/stocktakes/${id}/abandon`, {});
    server.clock.advance({ minutes: 1 });
  }
});
afterAll(() => server.close());

async function listed(choice: string) {
  const { status, body } = await people.get(`/stocktakes?${choice}`);
  expect(status, body.detail).toBe(200);
  expect(body.meta.total).toBe(body.data.length);
  return body.data.map(({ id }: { id: string }) => id);
}

test('counts are in the order in which they were opened or closed, from either end', async () => {
  const [shelves, discs, rest] = ids;
  expect(await listed('')).toEqual([rest, discs, shelves]);
  expect(await listed('sort=createdAt')).toEqual([shelves, discs, rest]);
  expect(await listed('sort=-openedAt')).toEqual([rest, discs, shelves]);
  expect(await listed('sort=closedAt')).toEqual([rest, discs, shelves]);
  expect(await listed('sort=-closedAt')).toEqual([shelves, discs, rest]);
  const { status, body } = await people.get('/stocktakes?sort=scanned');
  expect([status, body.errors[0].path]).toEqual([400, 'query.sort']);
});

test('a count is found by its shelves or its collection', async () => {
  const [shelves, discs] = ids;
  expect(await listed('query=dvd')).toEqual([discs]);
  expect(await listed('query=820')).toEqual([shelves]);
  expect(await listed('query=999')).toEqual([]);
});
