import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
const people = [
  { name: 'Ada Lovelace', number: '21000000000101', email: 'ada@analytical.example' },
  { name: 'Adele Goldberg', number: '21000000000202' },
  { name: 'Grace Brewster Murray Hopper', number: '21000000000303', category: 'senior' },
  { name: 'José Núñez', number: '21000000000404', status: 'suspended' },
  { name: 'Siobhán O’Brien', number: '21000000000505' },
  { name: 'Karl-Heinz Meyer-Schmidt', number: 'P 12345' },
] as const;

beforeAll(async () => {
  server = await buildTestServer();
  for (const person of people) await server.library.aMember(person);
  const other = await server.anotherLibrary();
  await other.aMember({ name: 'Ada Elsewhere', number: '21000000000606' });
});
afterAll(() => server.close());

async function find(parameters: Record<string, string>) {
  const path = `/members?${new URLSearchParams(parameters)}`;
  const { body } = await server.call({ token: server.library.tokens.librarian }, 'GET', path);

  return body;
}
const names = async (parameters: Record<string, string>) =>
  (await find(parameters)).data.map(({ name }: { name: string }) => name);

describe('finding members', () => {
  it.each([
    ['the beginning of a name', 'ad', ['Ada Lovelace', 'Ada Member', 'Adele Goldberg']],
    ['the beginnings of two names, in any order', 'love ad', ['Ada Lovelace']],
    ['a name in the middle', 'murray', ['Grace Brewster Murray Hopper']],
    ['a name without its accents', 'nunez', ['José Núñez']],
    ['a name with its apostrophe', 'o’brien', ['Siobhán O’Brien']],
    ['a name without its apostrophe', 'obrien', ['Siobhán O’Brien']],
    ['the second half of a double name', 'schmidt', ['Karl-Heinz Meyer-Schmidt']],
    ['a whole number', '21000000000303', ['Grace Brewster Murray Hopper']],
    ['the beginning of a number', '210000000003', ['Grace Brewster Murray Hopper']],
    ['a number with a space', 'P 123', ['Karl-Heinz Meyer-Schmidt']],
    ['an e-mail address', 'ada@analytical.example', ['Ada Lovelace']],
    ['nothing but punctuation', '%_\'"\\&|!:*', []],
    ['a name of another library', 'elsewhere', []],
  ])('by %s', async (_, query, expected) => {
    expect(await names({ query })).toEqual(expected);
  });

  it('shows only those of a status or a category, when asked', async () => {
    expect(await names({ status: 'suspended' })).toEqual(['José Núñez']);
    expect(await names({ query: 'h', category: 'senior' })).toEqual(['Grace Brewster Murray Hopper']);
  });

  it('pages on behind the ten thousandth, where they are not counted any more', async () => {
    const big = await server.anotherLibrary();
    await server.db.owner.query(
      `insert into members (tenant_id, id, number, name, category)
       select $1, gen_random_uuid(), 'many-' || n, 'A member', 'adult' from generate_series(1, 10050) n`,
      [big.tenantId],
    );
    const page = async (offset: number) =>
      (await server.call({ token: big.tokens.librarian }, 'GET', `/members?limit=100&offset=${offset}`)).body;
    expect((await page(9900)).meta).toMatchObject({ totalIsCapped: true, hasMore: true });
    expect((await page(9999)).meta).toMatchObject({ hasMore: false });
    expect((await page(10_000)).data).toHaveLength(51);
    expect((await page(10_000)).meta).toMatchObject({ hasMore: false });
  });

  it('pages through everybody in the order of their names', async () => {
    const first = await find({ limit: '4' });
    const second = await find({ limit: '4', offset: '4' });
    expect(first.meta).toEqual({ total: 7, limit: 4, offset: 0, hasMore: true });
    expect(second.meta.hasMore).toBe(false);
    const order = [...first.data, ...second.data].map(({ name }: { name: string }) => name);
    expect(order).toEqual([
      'Ada Lovelace',
      'Ada Member',
      'Adele Goldberg',
      'Grace Brewster Murray Hopper',
      'José Núñez',
      'Karl-Heinz Meyer-Schmidt',
      'Siobhán O’Brien',
    ]);
    expect(await names({ sort: '-name', limit: '1' })).toEqual(['Siobhán O’Brien']);
  });

  it('says by what the list can be sorted when asked for something else', async () => {
    const path = '/members?sort=passwordHash';
    const answer = await server.call({ token: server.library.tokens.librarian }, 'GET', path);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'query.sort' }] } });
  });

  it('looks into the index, not at every member, also under row-level security', async () => {
    await server.db.owner.query(
      `insert into members (tenant_id, id, number, name, category)
       select $1, gen_random_uuid(), 'N' || n, 'Person ' || n, 'adult' from generate_series(1, 5000) n`,
      [server.library.tenantId],
    );
    await server.db.owner.query('vacuum analyze members');
    const before = await reads();
    expect(await names({ query: 'lovel' })).toEqual(['Ada Lovelace']);
    expect((await reads()) - before).toBe(0);
  });
});

/** How often Postgres has read the whole table. */
async function reads(): Promise<number> {
  await server.db.owner.query('select pg_stat_force_next_flush()');
  const { rows } = await server.db.owner.query(
    "select seq_scan::int as n from pg_stat_user_tables where relname = 'members'",
  );
  return rows[0].n;
}
