import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let place = 0;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());
// Each test sits at an address of its own, so that one's failures do not throttle another.
beforeEach(() => {
  place += 1;
});

const signIn = (number: string, password = testPassword, more: { otp?: string; tenant?: string; key?: string } = {}) =>
  server.call(
    undefined,
    'POST',
    '/auth/login',
    { tenant: more.tenant ?? server.library.slug, number, password, ...(more.otp ? { otp: more.otp } : {}) },
    { remoteAddress: `10.0.0.${place}`, headers: more.key ? { 'idempotency-key': more.key } : {} },
  );

const refusal = ({ status, body }: Awaited<ReturnType<typeof signIn>>) => ({ status, ...body, requestId: undefined });

describe('signing in', () => {
  it('lets a librarian in with number and password', async () => {
    const { librarian } = server.library.staff;
    const answer = await signIn(librarian.number);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        expiresIn: 900,
        person: { id: librarian.id, role: 'librarian', branchId: server.library.branches.main.id },
      },
    });
    expect(answer.body.person.permissions).toContain('loans.checkout');
    expect(answer.body.person.permissions).not.toContain('staff.write');
    const me = await server.call({ token: answer.body.accessToken }, 'GET', '/auth/me');
    expect(me.body).toEqual(answer.body.person);
  });

  it('lets a member with a password in, with a member’s rights', async () => {
    const { body } = await signIn(server.library.member.number);
    expect(body.person).toMatchObject({
      id: server.library.member.id,
      role: 'member',
      permissions: ['books.read', 'branches.read'],
    });
  });

  it('answers an unknown number, an unknown library and a wrong password in the same words', async () => {
    const wrongPassword = refusal(await signIn(server.library.staff.librarian.number, 'not the password'));
    expect(wrongPassword).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
    expect(refusal(await signIn('nobody'))).toEqual(wrongPassword);
    expect(refusal(await signIn('nobody', testPassword, { tenant: 'no-such-library' }))).toEqual(wrongPassword);
  });

  it('takes as long over an unknown number as over a wrong password', async () => {
    const timed = async (work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    const people = await Promise.all([0, 1, 2, 3, 4].map(() => server.library.aStaff()));
    const [known, unknown] = [[] as number[], [] as number[]];
    for (const [round, { number }] of people.entries()) {
      known.push(await timed(() => signIn(number, 'not the password')));
      unknown.push(await timed(() => signIn(`nobody-${round}`, 'not the password')));
    }
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.25);
    expect(ratio).toBeLessThan(4);
  });

  it('lets a member in whose number is that of somebody who works here no longer', async () => {
    const clerk = await server.library.aStaff();
    const reader = await server.library.aMember({ number: clerk.number });
    expect((await signIn(clerk.number)).body.person.id).toBe(clerk.id);
    await server.db.owner.query('update staff set active = false where id = $1', [clerk.id]);
    expect((await signIn(clerk.number)).body.person).toMatchObject({ id: reader.id, role: 'member' });
  });

  it('refuses an inactive member of staff and a closed membership as if the password were wrong', async () => {
    const gone = await server.library.aStaff();
    await server.db.owner.query('update staff set active = false where id = $1', [gone.id]);
    const closed = await server.library.aMember({ status: 'closed' });
    expect(await signIn(gone.number)).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
    expect(await signIn(closed.number)).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  });

  it('keeps passwords as argon2id and refresh tokens as hashes only', async () => {
    const { rows } = await server.db.owner.query('select password_hash from staff');
    expect(rows.every((row) => row.password_hash.startsWith('$argon2id$'))).toBe(true);
    const { body } = await signIn(server.library.staff.librarian.number);
    const families = await server.db.owner.query('select row_to_json(f)::text as row from session_families f');
    expect(families.rows.some(({ row }) => row.includes(body.refreshToken))).toBe(false);
  });

  it('starts one session however often the same sign-in is sent under one key', async () => {
    const person = await server.library.aStaff();
    const first = await signIn(person.number, testPassword, { key: 'sign-in-1' });
    const again = await signIn(person.number, testPassword, { key: 'sign-in-1' });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { rows } = await server.db.owner.query('select id from session_families where person_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
  });
});

describe('too many attempts', () => {
  it('makes a number wait after five failures, says for how long, and lets it in again afterwards', async () => {
    const { number } = await server.library.aStaff();
    for (let failure = 0; failure < 5; failure++) expect((await signIn(number, 'wrong password')).status).toBe(401);
    const refused = await signIn(number);
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(refused.headers['retry-after'])).toBe(15 * 60);
    server.clock.advance({ minutes: 16 });
    expect((await signIn(number)).status).toBe(200);
  });

  it('counts wrong present passwords at a change of password as well', async () => {
    const { number } = await server.library.aStaff();
    const { body } = await signIn(number);
    const next = 'a quite new password';
    const change = (current: string) =>
      server.call({ token: body.accessToken }, 'POST', '/auth/password', { current, next });
    for (let failure = 0; failure < 5; failure++) expect((await change('wrong password')).status).toBe(401);
    expect((await change(testPassword)).status).toBe(429);
    expect((await signIn(number)).status).toBe(429);
  });

  it('throttles a number that nobody has, just the same', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) statuses.push((await signIn('000000', 'wrong password')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('judges only five of forty guesses that arrive at once', async () => {
    const { number } = await server.library.aStaff();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, guess) => signIn(number, `guess ${guess}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('lets one person in at twenty desks at once', async () => {
    const { number } = await server.library.aStaff();
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(number)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });

  it('forgets a number’s failures when it gets in', async () => {
    const { number } = await server.library.aStaff();
    for (let round = 0; round < 3; round++) {
      for (let failure = 0; failure < 4; failure++) await signIn(number, 'wrong password');
      expect((await signIn(number)).status).toBe(200);
    }
  });

  it('makes an address wait after fifty failures, whatever numbers it tries', async () => {
    for (let failure = 0; failure < 50; failure++) expect((await signIn(`try-${failure}`, 'x')).status).toBe(401);
    expect((await signIn(server.library.staff.librarian.number)).status).toBe(429);
    place += 1;
    expect((await signIn(server.library.staff.librarian.number)).status).toBe(200);
  });
});

describe('the second factor', () => {
  const codeAt = (secret: string, now: Date) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

  async function aPersonWithSecondFactor() {
    const person = await server.library.aStaff();
    const who = { token: person.token };
    const enrolled = await server.call(who, 'POST', '/auth/otp/enrol');
    const secret: string = enrolled.body.secret;
    const confirmed = await server.call(who, 'POST', '/auth/otp/confirm', { otp: codeAt(secret, server.clock.now()) });
    return { person, secret, enrolled, confirmed };
  }

  it('is asked for once it was confirmed, and each code works once', async () => {
    const { person, secret, enrolled, confirmed } = await aPersonWithSecondFactor();
    expect(enrolled.body.uri).toMatch(/^otpauth:\/\/totp\/Test%20Library:/);
    expect(confirmed.status).toBe(204);
    expect(await signIn(person.number)).toMatchObject({ status: 401, body: { code: 'OTP_REQUIRED' } });
    const spentAtConfirmation = codeAt(secret, server.clock.now());
    expect((await signIn(person.number, testPassword, { otp: spentAtConfirmation })).status).toBe(401);
    server.clock.advance({ minutes: 1 });
    const otp = codeAt(secret, server.clock.now());
    expect((await signIn(person.number, testPassword, { otp })).status).toBe(200);
    expect(await signIn(person.number, testPassword, { otp })).toMatchObject({ body: { code: 'INVALID_CREDENTIALS' } });
  });

  it('says nothing of the code while the password is wrong', async () => {
    const { person } = await aPersonWithSecondFactor();
    expect(await signIn(person.number, 'wrong password')).toMatchObject({ body: { code: 'INVALID_CREDENTIALS' } });
  });

  it('is not in force before a code was seen, and cannot be begun again once it is', async () => {
    const begun = await server.library.aStaff();
    await server.call({ token: begun.token }, 'POST', '/auth/otp/enrol');
    expect((await signIn(begun.number)).status).toBe(200);
    expect((await server.call({ token: begun.token }, 'POST', '/auth/otp/confirm', { otp: '000000' })).status).toBe(
      401,
    );
    const { person } = await aPersonWithSecondFactor();
    expect(await server.call({ token: person.token }, 'POST', '/auth/otp/enrol')).toMatchObject({
      status: 409,
      body: { code: 'OTP_STATE' },
    });
  });

  it('works for members as well', async () => {
    const member = await server.library.aMember();
    const { body } = await server.call({ token: member.token }, 'POST', '/auth/otp/enrol');
    await server.call({ token: member.token }, 'POST', '/auth/otp/confirm', {
      otp: codeAt(body.secret, server.clock.now()),
    });
    expect(await signIn(member.number)).toMatchObject({ status: 401, body: { code: 'OTP_REQUIRED' } });
  });
});
