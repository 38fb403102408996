import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { inEveryLibrary } from './every-library.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

it('a job that fails in one library is done in all others, and says so at the end', async () => {
  const other = await server.anotherLibrary();
  const had: string[] = [];
  const work = async (tenantId: string) => {
    had.push(tenantId);
    throw new Error('a row that cannot be read');
  };
  await expect(inEveryLibrary(server.db.database, work)).rejects.toThrow('a row that cannot be read');
  expect(had.toSorted()).toEqual([server.library.tenantId, other.tenantId].toSorted());
});
