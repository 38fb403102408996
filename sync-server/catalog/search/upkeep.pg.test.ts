import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { tendSearch } from './tend-search.ts';

let server: TestServer;
let librarian: { token: string };
beforeAll(async () => {
  server = await buildTestServer();
  librarian = { token: server.library.tokens.librarian };
});
afterAll(async () => {
  // Whatever was done above: each search row says what its book and its copies say.
  const { rows } = await server.db.owner.query(`
    select r.book_id from search_rows r full join book_search s using (tenant_id, book_id)
    where (r.document, r.tags, r.branches, r.title_key, r.year)
      is distinct from (s.document, s.tags, s.branches, s.title_key, s.year)`);
  await server.close();
  expect(rows).toEqual([]);
});

const titles = async (query: Record<string, string>): Promise<string[]> =>
  (await server.call(librarian, 'GET', `/books?${new URLSearchParams(query)}`)).body.data.map(
    ({ title }: { title: string }) => title,
  );
const tend = () => tendSearch({ database: server.db.database, now: server.clock.now }, server.library.tenantId);
const countOf = async (word: string) => {
  const found = await server.db.owner.query('select books from search_words where tenant_id = $1 and word = $2', [
    server.library.tenantId,
    word,
  ]);
  return found.rows[0]?.books;
};

async function somebodyWaitsForALock(): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await server.db.owner.query(
            "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          )
        ).rowCount,
    )
    .toBeGreaterThan(0);
}

describe('a book that is corrected', () => {
  it('is found by its new words and no longer by its old ones', async () => {
    const { body } = await server.call(librarian, 'POST', '/books', { title: 'Zanzibar at dusk', year: 1950 });
    await server.call(librarian, 'PATCH', `/books/${body.id}`, {
      title: 'Timbuktu at dawn',
      year: 1951,
      genres: ['Travel'],
    });
    expect(await titles({ query: 'timbuktu', year: '1951', genre: 'travel' })).toEqual(['Timbuktu at dawn']);
    expect(await titles({ title: 'dusk' })).toEqual([]);
    expect([await countOf('timbuktu'), await countOf('zanzibar')]).toEqual([1, 0]);
  });
});

describe('the branch that a search is narrowed to', () => {
  it('has the books whose copies belong or stand there, until the last is withdrawn or moved', async () => {
    const { library } = server;
    const { main, harbour } = library.branches;
    const book = await library.aBook({ title: 'Wandering' });
    const copy = await library.aCopy({ bookId: book.id });
    const at = (branch: { id: string }) => titles({ query: 'wandering', branchId: branch.id });
    const change = (changes: object) =>
      server.call(librarian, 'PATCH', `/copies/${copy.barcode}`, { reason: 'test', ...changes });
    expect([await at(main), await at(harbour)]).toEqual([['Wandering'], []]);
    await change({ homeBranchId: harbour.id });
    expect([await at(main), await at(harbour)]).toEqual([['Wandering'], ['Wandering']]);
    await change({ status: 'withdrawn' });
    expect([await at(main), await at(harbour)]).toEqual([[], []]);
    await change({ status: 'available' });
    expect(await at(harbour)).toEqual(['Wandering']);
  });

  it('is missed by none of two desks that add the first copies of a book at once', async () => {
    const { library } = server;
    const { main, harbour } = library.branches;
    for (let round = 0; round < 20; round++) {
      const book = await library.aBook({ title: `Twofold ${round}` });
      await Promise.all([main, harbour].map(({ id }) => library.aCopy({ bookId: book.id, homeBranchId: id })));
    }
    expect(await titles({ query: 'twofold', branchId: main.id })).toHaveLength(20);
    expect(await titles({ query: 'twofold', branchId: harbour.id })).toHaveLength(20);
  });

  it('keeps a book whose last copy is withdrawn while another is being added', async () => {
    const { library } = server;
    for (let round = 0; round < 20; round++) {
      const book = await library.aBook({ title: `Relay ${round}` });
      const old = await library.aCopy({ bookId: book.id });
      await Promise.all([
        library.aCopy({ bookId: book.id }),
        server.call(librarian, 'PATCH', `/copies/${old.barcode}`, { status: 'withdrawn', reason: 'worn out' }),
      ]);
    }
    expect(await titles({ query: 'relay', branchId: library.branches.main.id })).toHaveLength(20);
  });

  it('keeps a book whose last copy is withdrawn while another is added and not yet committed', async () => {
    const { library, db } = server;
    const book = await library.aBook({ title: 'Late arrival' });
    const old = await library.aCopy({ bookId: book.id });
    const slow = await db.owner.connect();
    await slow.query('begin');
    await slow.query(
      `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
       select tenant_id, gen_random_uuid(), book_id, 'late', home_branch_id, home_branch_id from copies where id = $1`,
      [old.id],
    );
    const withdrawn = server.call(librarian, 'PATCH', `/copies/${old.barcode}`, {
      status: 'withdrawn',
      reason: 'lost',
    });
    await somebodyWaitsForALock();
    await slow.query('commit');
    slow.release();
    expect((await withdrawn).status).toBe(200);
    expect(await titles({ query: 'late arrival', branchId: library.branches.main.id })).toEqual(['Late arrival']);
  });
});

describe('what lending costs the search', () => {
  it('is nothing: a checkout leaves the search row as it is', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const row = async () =>
      (await server.db.owner.query('select ctid, xmin, xmax from book_search where book_id = $1', [copy.bookId])).rows;
    const before = await row();
    await library.aLoan({ copyId: copy.id, memberId: library.member.id });
    expect(await row()).toEqual(before);
  });
});

describe('thousands of books in one statement', () => {
  it('are found at once, each word counted', async () => {
    const { library } = server;
    await server.db.owner.query(
      `with added as (
         insert into books (tenant_id, id, title, authors)
         select $1, gen_random_uuid(), 'Bulky volume ' || n, array['Import, Ada'] from generate_series(1, 2000) n
         returning id
       ) select count(*) from added`,
      [library.tenantId],
    );
    await server.db.owner.query(
      `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
       select $1, gen_random_uuid(), id, 'bulk-' || title, $2, $2 from books where tenant_id = $1 and title like 'Bulky %'`,
      [library.tenantId, library.branches.harbour.id],
    );
    expect(await titles({ query: 'bulky 1999', branchId: library.branches.harbour.id })).toEqual(['Bulky volume 1999']);
    await tend();
    expect([await countOf('bulky'), await countOf('1999')]).toEqual([2000, 1]);
  });

  it('are ranked up to a thousand, the one with just that title first, and counted so far', async () => {
    await server.library.aBook({ title: 'Bulky' });
    const { body } = await server.call(librarian, 'GET', '/books?query=bulky&limit=1');
    expect(body).toMatchObject({
      data: [{ title: 'Bulky' }],
      meta: { total: 1000, totalIsCapped: true, hasMore: true },
    });
    const past = await server.call(librarian, 'GET', '/books?query=bulky&offset=1000');
    expect(past.body).toMatchObject({ data: [], meta: { hasMore: false } });
  });
});

describe('books with the same new words that are added at once', () => {
  it('do not block each other, and each word is counted in the end', async () => {
    const words = ['quagga', 'okapi', 'numbat', 'dhole', 'kakapo', 'axolotl'];
    const shuffled = (turn: number) => [...words.slice(turn % 6), ...words.slice(0, turn % 6)].join(' ');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, turn) => server.call(librarian, 'POST', '/books', { title: shuffled(turn) })),
    );
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    await tend();
    expect(await Promise.all(words.map(countOf))).toEqual(Array(6).fill(30));
  });
});

describe('popularity', () => {
  it('puts the book that is lent more before its equal', async () => {
    const { library, clock } = server;
    const [one, other] = [
      await library.aBook({ title: 'Equally good' }),
      await library.aBook({ title: 'Equally good' }),
    ];
    const copy = await library.aCopy({ bookId: other.id });
    for (let n = 0; n < 5; n++)
      await library.aLoan({ copyId: copy.id, memberId: library.member.id, returnedAt: clock.now() });
    const first = async () => (await server.call(librarian, 'GET', '/books?query=equally+good')).body.data[0].id;
    expect(await first()).toBe(one.id);
    await tend();
    expect(await first()).toBe(other.id);
  });
});
