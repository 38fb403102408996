import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });
const librarian = () => ({ token: server.library.tokens.librarian });
const forEverything = { ...defaultTerms, category: null, itemType: null, branchId: null };
const replace = (policies: object[], version?: number) =>
  server.call(admin(), 'PUT', '/policies', { policies, ...(version === undefined ? {} : { version }) });
const read = async () => (await server.call(librarian(), 'GET', '/policies')).body;
const versions = async (query = '') => (await server.call(admin(), 'GET', `/policies/versions?${query}`)).body;

describe('the circulation rules', () => {
  it('are replaced as a whole list, the row for everything first', async () => {
    const student = { ...forEverything, category: 'student', loanDays: 28 };
    const { status, body } = await replace([student, { ...forEverything, maxLoans: 12 }]);
    expect(status).toBe(200);
    expect(body.policies).toMatchObject([{ category: null, maxLoans: 12 }, { category: 'student' }]);
    expect(await read()).toEqual(body);
  });

  it('keep a row that stays as it is, and replace one that does not', async () => {
    const { policies } = (await replace([forEverything, { ...forEverything, category: 'student' }])).body;
    const { body } = await replace([
      { ...forEverything, loanDays: 7 },
      { ...forEverything, category: 'student' },
    ]);
    expect(body.policies[1].id).toBe(policies[1].id);
    expect(body.policies[0].id).not.toBe(policies[0].id);
  });

  it('are taken back just as they were read', async () => {
    const before = await read();
    expect(await server.call(admin(), 'PUT', '/policies', before)).toMatchObject({ status: 200, body: before });
  });

  it('give nobody’s id to a row that claims it', async () => {
    const { policies } = (await replace([forEverything])).body;
    const claimed = { ...forEverything, category: 'senior', id: policies[0].id };
    const { body } = await replace([forEverything, claimed]);
    expect(body.policies[1].id).not.toBe(policies[0].id);
  });

  it('refuse a list that cannot stand, say everything that is wrong, and keep the old one', async () => {
    const before = await read();
    const cheap = { ...forEverything, category: 'student', fineCapLoanCents: 10 };
    const { status, body } = await replace([cheap, { ...cheap, fineCapLoanCents: 1000 }]);
    expect(status).toBe(400);
    expect(body.detail).toMatch(/^One row must be for every category/);
    const paths = body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['body.policies', 'body.policies.0.fineCapLoanCents', 'body.policies.1']);
    expect(await read()).toEqual(before);
  });

  it('refuse a branch of another library, and say which row names it', async () => {
    const other = await server.anotherLibrary();
    const stray = { ...forEverything, branchId: other.branches.main.id };
    expect(await replace([forEverything, stray])).toMatchObject({
      status: 404,
      body: { code: 'BRANCH_NOT_FOUND', errors: [{ path: 'body.policies.1.branchId' }] },
    });
  });
});

describe('two admins at once', () => {
  it('do not overwrite one another unseen', async () => {
    const { version } = await read();
    expect((await replace([{ ...forEverything, maxLoans: 8 }], version)).status).toBe(200);
    expect(await replace([{ ...forEverything, maxLoans: 9 }], version)).toMatchObject({
      status: 409,
      body: { code: 'POLICY_CHANGED', facts: { version: version + 1, yours: version } },
    });
    expect((await read()).policies[0].maxLoans).toBe(8);
  });

  it('are told so, all but one, however close they are', async () => {
    const { version } = await read();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((maxLoans) => replace([{ ...forEverything, maxLoans }], version)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect((await read()).version).toBe(version + 1);
  });

  it('who give no version end with one of the lists', async () => {
    const lists = [5, 6, 7, 8].map((maxLoans) => [
      { ...forEverything, maxLoans },
      { ...forEverything, category: 'adult', maxLoans },
    ]);
    const answers = await Promise.all(lists.map((list) => replace(list)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const rows: { maxLoans: number }[] = (await read()).policies;
    expect(new Set(rows.map(({ maxLoans }) => maxLoans)).size).toBe(1);
    expect(rows).toHaveLength(2);
  });
});

describe('the history of the rules', () => {
  it('tells who changed what, with both values, newest first', async () => {
    await replace([forEverything, { ...forEverything, category: 'senior' }]);
    const student = { ...forEverything, category: 'student' };
    const { body } = await replace([{ ...forEverything, fineCentsPerDay: 30 }, student]);
    const { data } = await versions('limit=1');
    expect(data).toMatchObject([
      {
        version: body.version,
        actor: { kind: 'staff', id: server.library.staff.admin.id, name: expect.any(String) },
        added: [{ category: 'student' }],
        removed: [{ category: 'senior' }],
        changed: [{ before: { fineCentsPerDay: 25 }, after: { fineCentsPerDay: 30 } }],
      },
    ]);
  });

  it('has no entry for a list that changes nothing', async () => {
    const before = (await replace([forEverything])).body;
    expect((await replace([forEverything])).body).toEqual(before);
    expect((await versions('limit=1')).data[0].version).toBe(before.version);
  });

  it('is read page by page', async () => {
    const first = await versions('limit=1');
    const next = await versions(`limit=1&cursor=${first.cursor}`);
    expect(next.data[0].version).toBe(first.data[0].version - 1);
  });

  it('cannot be rewritten by the server', async () => {
    const client = await server.db.database.pool.connect();
    const rewritten = client.query(`update policies set terms = '{}'`).finally(() => client.release());
    await expect(rewritten).rejects.toMatchObject({ code: '42501' });
  });
});

describe('which row is in force', () => {
  const asked = (category: string, itemType: string, branchId: string) =>
    server.call(
      librarian(),
      'GET',
      `/policies/effective?category=${category}&itemType=${itemType}&branchId=${branchId}`,
    );

  it('is said with the rows that it went before, why, and what it comes to today', async () => {
    const { harbour } = server.library.branches;
    const newReleases = { ...forEverything, itemType: 'new_release', loanDays: 14 };
    const here = { ...forEverything, branchId: harbour.id, loanDays: 7 };
    await replace([forEverything, newReleases, here, { ...forEverything, category: 'senior' }]);
    const { status, body } = await asked('student', 'new_release', harbour.id);
    expect(status).toBe(200);
    expect(body.wonBy).toMatchObject({ branchId: harbour.id, loanDays: 7 });
    expect(body.terms).toEqual({ ...defaultTerms, loanDays: 7 });
    expect(body.considered.map(({ why }: { why: string }) => why)).toEqual([
      'It names the branch.',
      'It names the item type; the one before names the branch, which counts before the item type.',
      'It is for everything; the one before names more.',
    ]);
    // Lent on Tuesday 10 March 2026, so due on the Tuesday after, at closing time.
    expect(body.dueAt).toBe('2026-03-17T18:00:00.000Z');
    expect(body.sentence).toMatch(/^All members borrow books at Harbour for 7 days/);
  });

  it('is the same as a checkout takes', async () => {
    const { main } = server.library.branches;
    await replace([forEverything, { ...forEverything, category: 'student', itemType: 'new_release', loanDays: 3 }]);
    const { body: effective } = await asked('student', 'new_release', main.id);
    const member = await server.library.aMember({ category: 'student' });
    const copy = await server.library.aCopy({ itemType: 'new_release' });
    const order = { barcode: copy.barcode, membershipNumber: member.number };
    const { body } = await server.call(librarian(), 'POST', '/loans/checkout', order);
    expect(body.loan.dueAt).toBe(effective.dueAt);
  });

  it('refuses a branch that is not there', async () => {
    const nowhere = '0190a0a0-0000-7000-8000-000000000000';
    expect(await asked('adult', 'regular', nowhere)).toMatchObject({ status: 404, body: { code: 'BRANCH_NOT_FOUND' } });
  });
});
