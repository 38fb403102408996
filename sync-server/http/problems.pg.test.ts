import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#shared/contract/refusals.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const signedIn = () => ({ authorization: `Bearer ${server.library.tokens.librarian}` });
const json = () => ({ ...signedIn(), 'content-type': 'application/json' });

type Wrong = { what: string; request: () => object; status: number; code: string };

const wrongs: Wrong[] = [
  {
    what: 'an address that does not exist',
    request: () => ({ url: '/api/v1/nowhere' }),
    status: 404,
    code: 'ROUTE_NOT_FOUND',
  },
  { what: 'an address outside the API', request: () => ({ url: '/etc/passwd' }), status: 404, code: 'ROUTE_NOT_FOUND' },
  {
    what: 'an address that cannot be decoded',
    request: () => ({ url: '/api/v1/books/%E0%A4%A' }),
    status: 404,
    code: 'ROUTE_NOT_FOUND',
  },
  {
    what: 'a method that the address does not take',
    request: () => ({ method: 'DELETE', url: '/api/v1/members', headers: signedIn() }),
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  },
  {
    what: 'JSON that breaks off',
    request: () => ({ method: 'POST', url: '/api/v1/members', headers: json(), payload: '{"number": ' }),
    status: 400,
    code: 'BAD_JSON',
  },
  {
    what: 'JSON that reaches for the prototype',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: '{"__proto__": {"admin": true}}',
    }),
    status: 400,
    code: 'BAD_JSON',
  },
  {
    what: 'a body of two mebibytes',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: JSON.stringify({ name: 'x'.repeat(2_097_152) }),
    }),
    status: 413,
    code: 'BODY_TOO_LARGE',
  },
  {
    what: 'a body that is not JSON',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: { ...signedIn(), 'content-type': 'text/csv' },
      payload: 'a,b',
    }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'MARC where JSON is wanted',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: { ...signedIn(), 'content-type': 'application/marc' },
      payload: '00000',
    }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'a body that is missing',
    request: () => ({ method: 'POST', url: '/api/v1/members', headers: signedIn() }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a list where an object is wanted',
    request: () => ({ method: 'POST', url: '/api/v1/members', headers: json(), payload: '[]' }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a field that does not exist',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: '{"number":"1","name":"A","role":"admin"}',
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a NUL in a name',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: '{"number":"1","name":"A\\u0000B"}',
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'half a surrogate pair in a name',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: '{"number":"1","name":"A\\ud800"}',
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a NUL in a search',
    request: () => ({ url: '/api/v1/members?query=a%00b', headers: signedIn() }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a limit of a million',
    request: () => ({ url: '/api/v1/members?limit=1000000', headers: signedIn() }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a NUL in an address',
    request: () => ({ url: '/api/v1/members/a%00b', headers: signedIn() }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a year that no calendar has',
    request: () => ({ url: '/api/v1/books?year=99999999999', headers: signedIn() }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a day in the year 0, which Postgres does not know',
    request: () => ({
      method: 'POST',
      url: '/api/v1/members',
      headers: json(),
      payload: '{"number":"1","name":"A","expiresOn":"0000-01-01"}',
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  ...['0000-06-01T00:00:00Z', '2026-01-01T00:00:00%2B23:00'].map((from) => ({
    what: `the moment ${from}`,
    request: () => ({
      url: `/api/v1/audit?from=${from}`,
      headers: { authorization: `Bearer ${server.library.tokens.admin}` },
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  })),
  {
    what: 'a time zone that is only a distance, which Postgres counts the other way round',
    request: () => ({
      method: 'POST',
      url: '/api/v1/branches',
      headers: { ...json(), authorization: `Bearer ${server.library.tokens.admin}` },
      payload: '{"code":"X","name":"X","timeZone":"+05:00"}',
    }),
    status: 400,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'credentials of a kind that we do not know',
    request: () => ({ url: '/api/v1/members', headers: { authorization: 'Basic YTpi' } }),
    status: 401,
    code: 'NOT_SIGNED_IN',
  },
];

describe('every error is a problem that can be read aloud', () => {
  it.each(wrongs)('$what', async ({ request, status, code }) => {
    const answer = await server.app.inject(request());
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    const problem = Problem.parse(answer.json());
    expect(problem).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
    expect(problem.detail).toMatch(/^[A-Z].*[.!]$/s);
    expect(problem.requestId).toBe(answer.headers['x-request-id']);
  });

  it('names the fields that are not right', async () => {
    const answer = await server.call({ token: server.library.tokens.librarian }, 'POST', '/members', {
      name: '',
      category: 'pirate',
    });
    const paths = answer.body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['body.number', 'body.name', 'body.category']));
  });

  it('takes a request id from the client, or makes one', async () => {
    const asked = await server.app.inject({ url: '/api/v1/tenant', headers: { 'x-request-id': 'desk-7-42' } });
    expect(asked.json().requestId).toBe('desk-7-42');
    const silly = await server.app.inject({ url: '/api/v1/tenant', headers: { 'x-request-id': 'a b' } });
    expect(silly.json().requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says for a refusal by a rule whether it can be overridden', async () => {
    const body = { number: server.library.member.number, name: 'Twice' };
    const answer = await server.call({ token: server.library.tokens.librarian }, 'POST', '/members', body);
    expect(answer.body).toMatchObject({ status: 409, code: 'NUMBER_TAKEN', overridable: false });
  });
});
