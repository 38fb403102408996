import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });
const change = (id: string, body: object) => server.call(admin(), 'PATCH', `/staff/${id}`, body);
const signIn = async (number: string, password = testPassword) =>
  server.call(undefined, 'POST', '/auth/login', { tenant: server.library.slug, number, password });
const renew = (refreshToken: string) => server.call(undefined, 'POST', '/auth/refresh', { refreshToken });

describe('the people who work here', () => {
  it('are added with a role and their branches, and sign in at once', async () => {
    const person = {
      number: '4711',
      name: 'New Librarian',
      role: 'librarian',
      branchIds: [server.library.branches.main.id],
    };
    const { status, body } = await server.call(admin(), 'POST', '/staff', { ...person, password: 'a pass phrase' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...person, active: true, otpEnrolled: false });
    expect((await signIn('4711', 'a pass phrase')).status).toBe(200);
  });

  it('refuses a number that a colleague has, and a branch of another library', async () => {
    const { number } = server.library.staff.librarian;
    const person = { number, name: 'Twin', role: 'librarian', password: 'a pass phrase' };
    expect(await server.call(admin(), 'POST', '/staff', person)).toMatchObject({ body: { code: 'NUMBER_TAKEN' } });
    const other = await server.anotherLibrary();
    const stray = { ...person, number: '4712', branchIds: [other.branches.main.id] };
    expect(await server.call(admin(), 'POST', '/staff', stray)).toMatchObject({ body: { code: 'BRANCH_NOT_FOUND' } });
  });

  it('may have the number that a colleague of another library has', async () => {
    const other = await server.anotherLibrary();
    const person = {
      number: server.library.staff.librarian.number,
      name: 'Namesake',
      role: 'librarian',
      password: 'a pass phrase',
    };
    expect((await server.call({ token: other.tokens.admin }, 'POST', '/staff', person)).status).toBe(201);
  });

  it('are shown to a manager as far as they work for his branches', async () => {
    const { harbour } = server.library.branches;
    const far = await server.library.aStaff({ branchIds: [harbour.id], name: 'Far Away' });
    const { body } = await server.call({ token: server.library.tokens.manager }, 'GET', '/staff?limit=100');
    const ids = body.data.map(({ id }: { id: string }) => id);
    expect(ids).toContain(server.library.staff.librarian.id);
    expect(ids).not.toContain(far.id);
    expect((await server.call(admin(), 'GET', '/staff?query=far away')).body.data).toMatchObject([{ id: far.id }]);
  });
});

describe('changing a member of staff', () => {
  it('ends the sessions of somebody who is deactivated', async () => {
    const person = await server.library.aStaff();
    const { body: session } = await signIn(person.number);
    expect(await change(person.id, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect((await renew(session.refreshToken)).status).toBe(401);
    expect((await signIn(person.number)).status).toBe(401);
  });

  it.each([
    ['the role', { role: 'manager' }],
    ['the branches', { branchIds: [] }],
    ['the password', { password: 'another pass phrase' }],
    ['the lost second factor', { resetOtp: true }],
  ])('ends the sessions when %s is changed', async (_, body) => {
    const person = await server.library.aStaff();
    const { body: session } = await signIn(person.number);
    expect((await change(person.id, body)).status).toBe(200);
    expect((await renew(session.refreshToken)).status).toBe(401);
  });

  it('leaves the sessions alone when only the name is changed', async () => {
    const person = await server.library.aStaff();
    const { body: session } = await signIn(person.number);
    await change(person.id, { name: 'Married Name' });
    expect((await renew(session.refreshToken)).status).toBe(200);
  });

  it('lets somebody without his telephone in again', async () => {
    const person = await server.library.aStaff();
    await server.db.owner.query(
      "update staff set otp_secret = 'JBSWY3DPEHPK3PXP', otp_confirmed_at = now() where id = $1",
      [person.id],
    );
    expect((await signIn(person.number)).body.code).toBe('OTP_REQUIRED');
    expect((await change(person.id, { resetOtp: true })).body.otpEnrolled).toBe(false);
    expect((await signIn(person.number)).status).toBe(200);
  });

  it('refuses to take away the last admin, also when two admins demote each other at once', async () => {
    const library = await server.anotherLibrary();
    const second = await library.aStaff({ role: 'admin' });
    const demote = (token: string, id: string) =>
      server.call({ token }, 'PATCH', `/staff/${id}`, { role: 'librarian' });
    const answers = await Promise.all([
      demote(library.tokens.admin, second.id),
      demote(second.token, library.staff.admin.id),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'LAST_ADMIN', overridable: false });
  });

  it('keeps names and addresses out of the audit', async () => {
    const person = await server.library.aStaff();
    await change(person.id, { name: 'Secret Name', email: 'secret@example.org', role: 'manager' });
    const { rows } = await server.db.owner.query('select facts from audit where entity_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].facts).toMatchObject({ before: { role: 'librarian' }, after: { role: 'manager' } });
    expect(JSON.stringify(rows)).not.toMatch(/secret/i);
  });
});
