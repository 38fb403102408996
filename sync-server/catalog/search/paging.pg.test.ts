import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let reader: { token: string };
let made: string[];

beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  reader = { token: library.tokens.member };
  made = [];
  for (let n = 0; n < 45; n++) {
    // Many equals, so that only a full order keeps pages apart.
    const book = await library.aBook({ title: `Atlas ${'abc'[n % 3]}`, ...(n % 4 ? { year: 1990 + (n % 2) } : {}) });
    made.push(book.id);
    if (n % 2) await library.aCopy({ bookId: book.id });
  }
});
afterAll(() => server.close());

type Query = Record<string, string>;
type Row = { id: string; title: string; year: number | null };
const page = async (
  query: Record<string, string>,
): Promise<{ data: Row[]; meta: { total: number; hasMore: boolean } }> =>
  (await server.call(reader, 'GET', `/books?${new URLSearchParams(query)}`)).body;

async function allPages(query: Query): Promise<Row[]> {
  const rows: Row[] = [];
  for (let more = true; more; ) {
    const { data, meta } = await page({ ...query, limit: '7', offset: String(rows.length) });
    rows.push(...data);
    more = meta.hasMore;
  }
  return rows;
}

describe('leafing through what was found', () => {
  const orders = [undefined, 'relevance', 'title', '-title', 'year', '-year', 'createdAt', '-createdAt'];
  const ways = orders.flatMap((sort): Query[] => [
    { ...(sort ? { sort } : {}), query: 'atlas' },
    { ...(sort ? { sort } : {}) },
    { ...(sort ? { sort } : {}), language: 'eng' },
  ]);

  it.each(ways)('shows every book once, in the same order each time: %j', async (query: Query) => {
    const first = (await allPages(query)).map(({ id }) => id);
    expect(first.toSorted()).toEqual(made.toSorted());
    expect((await allPages(query)).map(({ id }) => id)).toEqual(first);
    expect((await page({ ...query, limit: '1' })).meta.total).toBe(45);
  });

  it('sorts lists and searches alike', async () => {
    const asList: Query = {};
    for (const query of [asList, { query: 'atlas' }]) {
      expect((await allPages({ ...query, sort: 'title' })).map(({ title }) => title)).toEqual(
        ['Atlas a', 'Atlas b', 'Atlas c'].flatMap((title) => Array(15).fill(title)),
      );
      const newestFirst = (await allPages({ ...query, sort: '-year' })).map(({ year }) => year);
      expect(newestFirst).toEqual(newestFirst.toSorted((a, b) => (b ?? 0) - (a ?? 0)));
      expect((await allPages({ ...query, sort: '-createdAt' })).map(({ id }) => id)).toEqual(made.toReversed());
    }
  });

  it('keeps those with a copy on a shelf, in the branch if one is named', async () => {
    const { main, harbour } = server.library.branches;
    const anywhere: Query = { available: 'true' };
    for (const query of [anywhere, { available: 'true', query: 'atlas', branchId: main.id }]) {
      const found = await allPages(query);
      expect(found.map(({ id }) => id).toSorted()).toEqual(made.filter((_, n) => n % 2).toSorted());
    }
    expect((await page({ available: 'true', query: 'atlas', branchId: harbour.id })).meta.total).toBe(0);
  });

  it('refuses an order that it does not have, and names those it has', async () => {
    const answer = await server.call(reader, 'GET', '/books?sort=colour');
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_FAILED', errors: [{ path: 'query.sort' }] },
    });
    expect(answer.body.detail).toContain('relevance, title, year, createdAt');
  });
});

describe('another library', () => {
  it('finds none of these books, whatever it asks', async () => {
    const other = await server.anotherLibrary();
    const theirs = { token: other.tokens.librarian };
    const { main } = server.library.branches;
    for (const query of [
      'query=atlas',
      'query=atals',
      'title=atlas',
      '',
      `branchId=${main.id}`,
      'language=eng',
      'facets=true',
    ])
      expect((await server.call(theirs, 'GET', `/books?${query}`)).body, query).toMatchObject({
        data: [],
        meta: { total: 0 },
      });
    expect((await server.call(theirs, 'GET', '/books/suggest?q=atl')).body.data).toEqual([]);
    expect((await server.call(theirs, 'GET', `/books?query=${made[0]}`)).body.data).toEqual([]);
  });

  it('gets nothing from the search functions or tables themselves, nor does who names no library', async () => {
    const other = await server.anotherLibrary();
    const client = await server.db.database.pool.connect();
    try {
      const criteria = `row('''atlas''', null, null, null, '{}', null, null)::search_criteria`;
      const questions = [
        `select book_id from search_books(${criteria}, null, '', 100)`,
        `select book_id from search_books(${criteria}, null, 'atlas a', 100)`,
        `select * from list_books(row(null, null, null, null, '{}', null, '${made[0]}')::search_criteria, 'title', 0, 100)`,
        `select count from count_books(${criteria}, 100) count where count > 0`,
        `select * from near_words('atlaz', 10)`,
        `select * from words_beside(${criteria}, 'at', 10)`,
        'select book_id from book_search',
        'select word from search_words',
      ];
      for (const tenant of [other.tenantId, '']) {
        await client.query(`set carrel.tenant = '${tenant}'`);
        for (const question of questions) expect((await client.query(question)).rows, question).toEqual([]);
      }
      await client.query(`set carrel.tenant = '${server.library.tenantId}'`);
      for (const question of questions.filter((text) => !text.includes('atlas a')))
        expect((await client.query(question)).rows, question).not.toEqual([]);
    } finally {
      client.release(true);
    }
  });
});
