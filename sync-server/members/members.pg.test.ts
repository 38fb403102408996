import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const register = (body: object) => server.call(librarian(), 'POST', '/members', body);
const change = (id: string, body: object) => server.call(librarian(), 'PATCH', `/members/${id}`, body);
const standing = async (id: string) => (await server.call(librarian(), 'GET', `/members/${id}`)).body;

describe('registering a member', () => {
  it('takes a number and a name, and shows the member by number or id', async () => {
    const { status, body } = await register({
      number: '21000000000011',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ category: 'adult', status: 'active', email: 'ada@example.org', expiresOn: null });
    expect(await standing('21000000000011')).toMatchObject(body);
    expect(await standing(body.id)).toMatchObject(body);
  });

  it('refuses a number that somebody has', async () => {
    const { number } = await server.library.aMember();
    expect(await register({ number, name: 'Somebody Else' })).toMatchObject({
      status: 409,
      body: { code: 'NUMBER_TAKEN' },
    });
  });

  it('lets one of ten desks have the number that all give out at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, desk) => register({ number: '777', name: `Desk ${desk}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('refuses a home branch of another library', async () => {
    const other = await server.anotherLibrary();
    const body = { number: '778', name: 'Far Away', homeBranchId: other.branches.main.id };
    expect(await register(body)).toMatchObject({ status: 404, body: { code: 'BRANCH_NOT_FOUND' } });
  });

  it('refuses a name with a NUL in it, and says which field', async () => {
    const { status, body } = await register({ number: '779', name: 'Null\u0000 Byte' });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ path: 'body.name', message: 'The name must not contain control characters.' }]);
  });
});

describe('how a member stands', () => {
  it('counts loans and overdue ones, adds up the account, and knows the limit', async () => {
    const member = await server.library.aMember();
    for (const days of [2, 5, 30]) {
      const copy = await server.library.aCopy();
      const checkedOutAt = new Date(server.clock.now().getTime() - days * 86_400_000);
      await server.library.aLoan({ copyId: copy.id, memberId: member.id, checkedOutAt });
    }
    await server.library.aCharge(member.id, 250);
    await server.library.aCharge(member.id, 25);
    expect(await standing(member.number)).toMatchObject({
      openLoans: 3,
      overdueLoans: 1,
      loanLimit: 10,
      balance: { amount: 275, currency: 'USD' },
      blocks: [],
    });
  });

  it('says in words what stands in the way of lending', async () => {
    const member = await server.library.aMember({ status: 'suspended', expiresOn: '2026-03-09' });
    await server.library.aCharge(member.id, 1000);
    const { blocks } = await standing(member.id);
    expect(blocks.map(({ code }: { code: string }) => code)).toEqual([
      'MEMBER_SUSPENDED',
      'MEMBER_EXPIRED',
      'BALANCE_OVER_LIMIT',
    ]);
    expect(blocks[0]).toEqual({
      code: 'MEMBER_SUSPENDED',
      sentence: 'This membership is suspended.',
      overridable: true,
    });
  });

  it('ends a membership by the day at the member’s own branch', async () => {
    const tokyo = await server.library.aBranch({ timeZone: 'Asia/Tokyo' });
    server.clock.set('2026-03-10T16:00:00.000Z'); // already the 11th in Tokyo
    const there = await server.library.aMember({ expiresOn: '2026-03-10', homeBranchId: tokyo.id });
    const here = await server.library.aMember({ expiresOn: '2026-03-10' });
    const now = await server.library.signIn('librarian');
    const blocks = async (id: string) => (await server.call(now, 'GET', `/members/${id}`)).body.blocks;
    const [expired, valid] = [await blocks(there.id), await blocks(here.id)];
    server.clock.set('2026-03-10T10:00:00.000Z');
    expect(expired).toMatchObject([{ code: 'MEMBER_EXPIRED' }]);
    expect(valid).toEqual([]);
  });

  it('takes the loan limit of the member’s category', async () => {
    const library = await server.anotherLibrary();
    await library.aPolicy({ maxLoans: 3 }, { category: 'student' });
    const student = await library.aMember({ category: 'student' });
    const { body } = await server.call({ token: library.tokens.librarian }, 'GET', `/members/${student.id}`);
    expect(body.loanLimit).toBe(3);
  });
});

describe('changing a member', () => {
  it('changes what is named and leaves the rest', async () => {
    const member = await server.library.aMember({ name: 'Old Name', email: 'old@example.org', phone: '123' });
    const { body } = await change(member.number, { name: 'New Name', email: null });
    expect(body).toMatchObject({ name: 'New Name', email: null, phone: '123', number: member.number });
  });

  it('signs a member out whose membership is closed', async () => {
    const member = await server.library.aMember();
    const login = { tenant: server.library.slug, number: member.number, password: testPassword };
    const { body: session } = await server.call(undefined, 'POST', '/auth/login', login);
    await change(member.id, { status: 'closed', statusReason: 'moved away' });
    const renewal = await server.call(undefined, 'POST', '/auth/refresh', { refreshToken: session.refreshToken });
    expect(renewal.status).toBe(401);
  });

  it('gives a member a password to sign in with', async () => {
    const { body: member } = await register({ number: '21000000000345', name: 'No Password Yet' });
    const login = () =>
      server.call(undefined, 'POST', '/auth/login', {
        tenant: server.library.slug,
        number: member.number,
        password: 'a new pass phrase',
      });
    expect((await login()).status).toBe(401);
    await change(member.id, { password: 'a new pass phrase' });
    expect((await login()).status).toBe(200);
  });

  it('leaves no name, number or address in the audit', async () => {
    const member = await server.library.aMember();
    await change(member.id, {
      name: 'Sesame Secret',
      email: 'sesame@example.org',
      number: '21999999999999',
      status: 'suspended',
    });
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [member.id]);
    expect(rows).toMatchObject([
      {
        action: 'member.changed',
        facts: {
          fields: expect.arrayContaining(['name', 'email', 'number', 'status']),
          after: { status: 'suspended' },
        },
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/sesame|21999999999999/i);
  });
});

describe('a member who looks himself up', () => {
  it('sees himself, by id and by number', async () => {
    const { member } = server.library;
    for (const name of [member.id, member.number]) {
      expect((await server.call({ token: member.token }, 'GET', `/members/${name}`)).body.name).toBe('Ada Member');
    }
  });

  it('hears the same of another member and of one who does not exist', async () => {
    const { token } = server.library.member;
    const other = await server.library.aMember();
    const answers = await Promise.all(
      [other.id, other.number, '0190a0a0-0000-7000-8000-000000000000', 'nobody'].flatMap((name) =>
        ['', '/loans', '/history'].map((part) => server.call({ token }, 'GET', `/members/${name}${part}`)),
      ),
    );
    const said = new Set(answers.map(({ status, body }) => JSON.stringify({ status, ...body, requestId: '' })));
    expect([...said]).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });
});
