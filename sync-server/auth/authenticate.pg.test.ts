import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, operatorKey, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

describe('who is calling', () => {
  it('refuses a caller who does not say who he is', async () => {
    const answer = await server.call(undefined, 'GET', '/tenant');
    expect(answer).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('refuses a token that another server’s key has signed', async () => {
    const forged = `${server.library.tokens.admin.slice(0, -10)}AAAAAAAAAA`;
    expect(await server.call({ token: forged }, 'GET', '/tenant')).toMatchObject({ status: 401 });
  });

  it('lets a desk, an integration and the operator in by their keys', async () => {
    const { deskKey, apiKey } = server.library;
    expect((await server.call({ deskKey }, 'POST', '/tenants', {})).status).toBe(403);
    expect((await server.call({ apiKey }, 'POST', '/tenants', {})).status).toBe(403);
    expect((await server.call({ apiKey: operatorKey }, 'POST', '/tenants', {})).status).toBe(400);
  });
});
