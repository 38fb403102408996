import { afterEach, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
afterEach(() => server.close());

/** How many of fifty-one failures were told to wait, that came through one balancer, each from a client it names. */
async function refusedThrough(balancer: string): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: 51 }, (_, client) => {
      const login = { tenant: server.library.slug, number: `try-${client}`, password: 'wrong' };
      const from = { remoteAddress: balancer, headers: { 'x-forwarded-for': `203.0.113.${client}` } };
      return server.call(undefined, 'POST', '/auth/login', login, from);
    }),
  );
  return answers.filter(({ status }) => status === 429).length;
}

it('counts failures by the client that a trusted balancer names', async () => {
  server = await buildTestServer({ TRUSTED_PROXIES: '10.9.0.0/16' });
  expect(await refusedThrough('10.9.1.1')).toBe(0);
});

it('does not believe an address that anybody else claims to have', async () => {
  server = await buildTestServer({ TRUSTED_PROXIES: '10.9.0.0/16' });
  expect(await refusedThrough('198.51.100.1')).toBe(1);
});
