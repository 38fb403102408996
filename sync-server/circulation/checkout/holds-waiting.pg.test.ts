import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

/** A book that one member waits for, with a regular copy and another on their shelves. */
async function aBookWaitedFor(another: 'regular' | 'reference') {
  const { library } = server;
  const copy = await library.aCopy();
  const other = await library.aCopy({ bookId: copy.bookId, itemType: another });
  await desk.aWaiting(copy.bookId);
  const { number } = await library.aMember();
  return { copy, other, number };
}

describe('a copy of a book that one member waits for', () => {
  test('is lent to another while a second stands on the shelf', async () => {
    const { copy, number } = await aBookWaitedFor('regular');
    expect((await desk.lend(copy.barcode, number)).status).toBe(201);
  });

  test('is kept for him where the second is for the reading room', async () => {
    const { copy, number } = await aBookWaitedFor('reference');
    expect((await desk.lend(copy.barcode, number)).body).toMatchObject({
      code: 'HOLDS_WAITING',
      facts: { waiting: 1 },
    });
  });

  test('is left to him where the one for the reading room is lent as an exception', async () => {
    const { other, number } = await aBookWaitedFor('reference');
    const override = { codes: ['COPY_NOT_LENDABLE'], reason: 'Over the weekend' };
    expect((await desk.lend(other.barcode, number, { override })).status).toBe(201);
  });
});
