import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });
const forEverything = { ...defaultTerms, category: null, itemType: null, branchId: null };
const replace = (policies: object[]) => server.call(admin(), 'PUT', '/policies', { policies });
const read = async () =>
  (await server.call({ token: server.library.tokens.librarian }, 'GET', '/policies')).body.policies;

describe('the circulation rules', () => {
  it('are replaced as a whole list; a row for the same keeps its id', async () => {
    const [before] = await read();
    const student = { ...forEverything, category: 'student', loanDays: 28 };
    const { status, body } = await replace([{ ...forEverything, maxLoans: 12 }, student]);
    expect(status).toBe(200);
    expect(body.policies[0]).toMatchObject({ id: before.id, maxLoans: 12 });
    expect(await read()).toEqual(body.policies);
  });

  it('refuse a list without a row for everything, and keep the old one', async () => {
    const before = await read();
    const answer = await replace([{ ...forEverything, category: 'student' }]);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'body.policies' }] } });
    expect(await read()).toEqual(before);
  });

  it('refuse a branch of another library', async () => {
    const other = await server.anotherLibrary();
    const stray = { ...forEverything, branchId: other.branches.main.id };
    expect(await replace([forEverything, stray])).toMatchObject({ status: 404, body: { code: 'BRANCH_NOT_FOUND' } });
  });

  it('end as one of the lists when two admins replace them at once', async () => {
    const lists = [5, 6, 7, 8].map((maxLoans) => [
      { ...forEverything, maxLoans },
      { ...forEverything, category: 'adult', maxLoans },
    ]);
    const answers = await Promise.all(lists.map(replace));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const rows = await read();
    expect(new Set(rows.map(({ maxLoans }: { maxLoans: number }) => maxLoans)).size).toBe(1);
    expect(rows).toHaveLength(2);
  });

  it('leave in the audit what was in force before', async () => {
    await replace([forEverything]);
    await replace([{ ...forEverything, fineCentsPerDay: 30 }]);
    const { rows } = await server.db.owner.query(
      "select facts from audit where action = 'policies.replaced' order by id desc limit 1",
    );
    expect(rows[0].facts).toMatchObject({
      changed: [{ before: { fineCentsPerDay: 25 }, after: { fineCentsPerDay: 30 } }],
    });
  });
});
