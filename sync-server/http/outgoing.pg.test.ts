import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer({ LOG_LEVEL: 'silent' });
});
afterAll(() => server.close());

// A row as an older version may have left it: the contract wants a name by now.
it('does not say that nothing was changed when it was, and only the answer does not fit', async () => {
  const librarian = { token: server.library.tokens.librarian };
  const { id } = await server.library.aMember({ name: ' ' });
  const changed = await server.call(librarian, 'PATCH', `/members/${id}`, { phone: '+4915550001' });
  const { rows } = await server.db.owner.query('select phone from members where id = $1', [id]);
  expect(rows).toEqual([{ phone: '+4915550001' }]);
  expect(changed.body).toMatchObject({
    status: 500,
    code: 'INTERNAL',
    detail: expect.stringMatching(/^This was done/),
  });

  const read = await server.call(librarian, 'GET', `/members/${id}`);
  expect(read.body).toMatchObject({ code: 'INTERNAL', detail: expect.stringMatching(/Nothing was changed/) });
});
