import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await buildTestServer();
  url = await server.app.listen({ port: 0 });
});
afterAll(() => server.close());

type Asked = { what: string; path: string; options?: () => RequestInit };
const librarian = (more: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${server.library.tokens.librarian}`, ...more },
});
const branch = () => `/api/v1/sync/branches/${server.library.branches.main.id}`;

const answers: Asked[] = [
  { what: 'JSON', path: '/api/v1/members', options: librarian },
  { what: 'a table', path: '/api/v1/reports/dashboard', options: () => librarian({ accept: 'text/csv' }) },
  { what: 'a refusal', path: '/api/v1/members' },
  { what: 'an address that does not exist', path: '/nowhere' },
  { what: 'an address that cannot be decoded', path: '/api/v1/books/%E0%A4%A' },
  {
    what: 'a method that is not taken',
    path: '/api/v1/members',
    options: () => ({ ...librarian(), method: 'DELETE' }),
  },
  {
    what: 'a body that is far too large',
    path: '/api/v1/members',
    options: () => ({
      ...librarian({ 'content-type': 'application/json' }),
      method: 'POST',
      body: 'x'.repeat(1_200_000),
    }),
  },
  { what: 'a snapshot, as a stream', path: 'BRANCH/snapshot', options: librarian },
  { what: 'the stream of events', path: 'BRANCH/events', options: librarian },
  { what: 'the API’s description', path: '/api/v1/openapi.json' },
  { what: 'the page of the documentation', path: '/docs/' },
  { what: 'a script of that page', path: '/docs/static/swagger-ui-bundle.js' },
  { what: 'the public keys', path: '/.well-known/jwks.json' },
  { what: 'the state of health', path: '/healthz' },
  { what: 'the metrics', path: '/metrics' },
];

describe('a browser is told to make nothing of it but what it is', () => {
  it.each(answers)('$what', async ({ path, options }) => {
    const leaving = new AbortController();
    const asked = url + path.replace('BRANCH', branch());
    const { headers } = await fetch(asked, { ...options?.(), signal: leaving.signal });
    leaving.abort();
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'content-security-policy': expect.stringContaining(path.startsWith('/docs') ? "'self'" : "default-src 'none'"),
    });
    // Somebody's account is not to lie in the cache of a browser or of a proxy.
    if (path.startsWith('/api/v1/members')) expect(headers.get('cache-control')).toBe('no-store');
    for (const name of ['set-cookie', 'x-powered-by', 'server']) expect(headers.get(name)).toBeNull();
  });

  it('what is no HTTP at all', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('no HTTP at all\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('X-Content-Type-Options: nosniff');
  });
});
