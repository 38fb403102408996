import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });

describe('an integration’s key', () => {
  it('acts with its role until it is revoked, and then no more', async () => {
    const { status, body } = await server.call(admin(), 'POST', '/api-keys', { name: 'Website' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Website', role: 'librarian' });
    const integration = { apiKey: body.key };
    expect((await server.call(integration, 'GET', '/members')).status).toBe(200);
    expect((await server.call(integration, 'GET', '/audit')).status).toBe(403);
    expect((await server.call(admin(), 'DELETE', `/api-keys/${body.id}`)).status).toBe(204);
    expect((await server.call(integration, 'GET', '/members')).status).toBe(401);
    expect((await server.call(admin(), 'DELETE', `/api-keys/${body.id}`)).status).toBe(404);
  });

  it('is listed without its secret, as long as it is in use', async () => {
    const { body: kept } = await server.call(admin(), 'POST', '/api-keys', { name: 'Kept', role: 'manager' });
    const { body: gone } = await server.call(admin(), 'POST', '/api-keys', { name: 'Gone' });
    await server.call(admin(), 'DELETE', `/api-keys/${gone.id}`);
    const { body } = await server.call(admin(), 'GET', '/api-keys');
    const listed = body.data.find(({ id }: { id: string }) => id === kept.id);
    expect(listed).toEqual({ id: kept.id, name: 'Kept', role: 'manager', createdAt: kept.createdAt });
    expect(body.data.some(({ id }: { id: string }) => id === gone.id)).toBe(false);
  });

  it('is not the key of a person: it has no account of its own', async () => {
    expect((await server.call({ apiKey: server.library.apiKey }, 'GET', '/auth/me')).status).toBe(403);
  });

  it('leaves its id as the actor in the audit', async () => {
    const { id, key } = await server.library.anApiKey();
    const { body } = await server.call({ apiKey: key }, 'POST', '/members', { number: '5551', name: 'By Machine' });
    const { rows } = await server.db.owner.query('select actor_kind, actor_id from audit where entity_id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ actor_kind: 'api_key', actor_id: id }]);
  });
});
