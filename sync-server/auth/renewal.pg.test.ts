import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

async function signIn(number?: string, password = testPassword) {
  const person = number ?? (await server.library.aStaff()).number;
  const { body } = await server.call(undefined, 'POST', '/auth/login', {
    tenant: server.library.slug,
    number: person,
    password,
  });
  return body;
}
const refresh = (refreshToken: string, key?: string) =>
  server.call(undefined, 'POST', '/auth/refresh', { refreshToken }, { headers: key ? { 'idempotency-key': key } : {} });
const me = (token: string) => server.call({ token }, 'GET', '/auth/me');

describe('a session', () => {
  it('ends after fifteen minutes unless it is renewed', async () => {
    const session = await signIn();
    server.clock.advance({ minutes: 16 });
    expect(await me(session.accessToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    const renewed = await refresh(session.refreshToken);
    expect(renewed.status).toBe(200);
    expect((await me(renewed.body.accessToken)).status).toBe(200);
  });

  it('goes on through a chain of renewals', async () => {
    let { refreshToken } = await signIn();
    for (let round = 0; round < 4; round++) ({ refreshToken } = (await refresh(refreshToken)).body);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('ends as a whole when a spent token comes back', async () => {
    const stolen = await signIn();
    const { body: thief } = await refresh(stolen.refreshToken);
    expect(await refresh(stolen.refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    expect(await refresh(thief.refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    const { rows } = await server.db.owner.query("select facts from audit where action = 'session.ended'");
    expect(rows).toContainEqual({ facts: { reason: 'token_reused' } });
  });

  it('does not end when a lost answer is asked for again under its own key', async () => {
    const session = await signIn();
    const first = await refresh(session.refreshToken, 'renew-1');
    const again = await refresh(session.refreshToken, 'renew-1');
    expect(again.body).toEqual(first.body);
    expect((await refresh(first.body.refreshToken)).status).toBe(200);
  });

  it('gives one of two renewals at once the next token, and ends the family', async () => {
    const session = await signIn();
    const answers = await Promise.all([refresh(session.refreshToken), refresh(session.refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await refresh(winner?.body.refreshToken)).status).toBe(401);
  });

  it('cannot be renewed with a token that was made up', async () => {
    const session = await signIn();
    const made = `${session.refreshToken.slice(0, -6)}AAAAAA`;
    expect((await refresh(made)).status).toBe(401);
    expect((await refresh('carrel_refresh_nonsense')).status).toBe(401);
    expect((await refresh(session.refreshToken)).status).toBe(200);
  });

  it('cannot be renewed after two weeks of silence', async () => {
    const session = await signIn();
    server.clock.advance({ days: 15 });
    expect((await refresh(session.refreshToken)).status).toBe(401);
  });

  it('is over after signing out, once and for all', async () => {
    const session = await signIn();
    const out = () => server.call(undefined, 'POST', '/auth/logout', { refreshToken: session.refreshToken });
    expect((await out()).status).toBe(204);
    expect((await out()).status).toBe(204);
    expect((await refresh(session.refreshToken)).status).toBe(401);
  });

  it('cannot be renewed by somebody who was deactivated since', async () => {
    const person = await server.library.aStaff();
    const session = await signIn(person.number);
    await server.db.owner.query('update staff set active = false where id = $1', [person.id]);
    expect((await refresh(session.refreshToken)).status).toBe(401);
    expect((await me(session.accessToken)).status).toBe(401);
  });

  it('carries a role that was changed since from the next renewal on', async () => {
    const person = await server.library.aStaff();
    const session = await signIn(person.number);
    await server.db.owner.query("update staff set role = 'admin' where id = $1", [person.id]);
    expect((await refresh(session.refreshToken)).body.person.role).toBe('admin');
  });
});

describe('changing the password', () => {
  it('wants the present one, and ends every other session', async () => {
    const person = await server.library.aStaff();
    const here = await signIn(person.number);
    const elsewhere = await signIn(person.number);
    const change = (current: string, key: string) =>
      server.call(
        { token: here.accessToken },
        'POST',
        '/auth/password',
        { current, next: 'another pass phrase' },
        { headers: { 'idempotency-key': key } },
      );
    expect(await change('not the password', 'change-0')).toMatchObject({
      status: 401,
      body: { code: 'INVALID_CREDENTIALS' },
    });
    expect((await change(testPassword, 'change-1')).status).toBe(204);
    expect(await change(testPassword, 'change-1')).toMatchObject({
      status: 204,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect((await refresh(elsewhere.refreshToken)).status).toBe(401);
    expect((await refresh(here.refreshToken)).status).toBe(200);
    expect((await signIn(person.number, 'another pass phrase')).person.id).toBe(person.id);
  });
});

describe('the public keys', () => {
  it('let anybody check a token, and hold nothing private', async () => {
    const answer = await server.app.inject('/.well-known/jwks.json');
    const set = answer.json();
    expect(set.keys[0]).not.toHaveProperty('d');
    const { payload } = await jwtVerify(server.library.tokens.librarian, createLocalJWKSet(set), {
      currentDate: new Date('2026-03-10T10:01:00Z'),
    });
    expect(payload).toMatchObject({
      sub: server.library.staff.librarian.id,
      role: 'librarian',
      tenant: server.library.tenantId,
    });
  });
});
