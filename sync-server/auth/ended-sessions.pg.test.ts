import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });

async function signIn(number: string): Promise<{ accessToken: string; refreshToken: string }> {
  const credentials = { tenant: server.library.slug, number, password: testPassword };
  return (await server.call(undefined, 'POST', '/auth/login', credentials)).body;
}

/** Within seconds, though the token would be good for a quarter of an hour; the server's clock stands still meanwhile. */
const isShutOut = (token: string) =>
  expect
    .poll(async () => (await server.call({ token }, 'GET', '/members')).body.code, { timeout: 10_000, interval: 250 })
    .toBe('SESSION_ENDED');
const isLetIn = async (token: string) => expect((await server.call({ token }, 'GET', '/members')).status).toBe(200);

describe('an access token', () => {
  it('of somebody who no longer works here is worth nothing within seconds; another’s goes on', async () => {
    const [gone, colleague] = [await server.library.aStaff(), await server.library.aStaff()];
    const [his, another] = [await signIn(gone.number), await signIn(colleague.number)];
    await isLetIn(his.accessToken);
    await server.call(admin(), 'PATCH', `/staff/${gone.id}`, { active: false });
    await isShutOut(his.accessToken);
    await isLetIn(another.accessToken);
  });

  it('is worth nothing either once its session was signed out, and the next sign-in is another one', async () => {
    const { number } = await server.library.aStaff();
    const { accessToken, refreshToken } = await signIn(number);
    await isLetIn(accessToken);
    await server.call(undefined, 'POST', '/auth/logout', { refreshToken });
    await isShutOut(accessToken);
    await isLetIn((await signIn(number)).accessToken);
  });

  it('is looked up once in a while, not with every request', async () => {
    const { number } = await server.library.aStaff();
    const { accessToken } = await signIn(number);
    await isLetIn(accessToken);
    const asked = vi.spyOn(server.db.database.pool, 'query');
    for (let n = 0; n < 20; n++) await isLetIn(accessToken);
    const looks = asked.mock.calls.filter(([statement]) => JSON.stringify(statement).includes('families_ended_since'));
    asked.mockRestore();
    expect(looks.length).toBeLessThanOrEqual(1);
  });
});
