import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let librarian: { token: string };
beforeAll(async () => {
  server = await buildTestServer();
  librarian = { token: server.library.tokens.librarian };
});
afterAll(() => server.close());

describe('adding a copy', () => {
  it('puts it on its shelf at home', async () => {
    const { library } = server;
    const book = await library.aBook({ isbn: '9780306406157' });
    const copy = { barcode: '39000000000017', homeBranchId: library.branches.main.id, shelf: 'Fiction HOE' };
    expect(await server.call(librarian, 'POST', '/books/0-306-40615-2/copies', copy)).toMatchObject({
      status: 201,
      body: { ...copy, bookId: book.id, currentBranchId: copy.homeBranchId, status: 'available', condition: 'good' },
    });
  });

  it('refuses a barcode that another copy has, an unknown book and another library’s branch', async () => {
    const { library } = server;
    const { barcode, bookId } = await library.aCopy();
    const other = await server.anotherLibrary();
    const here = library.branches.main.id;
    const add = (book: string, copy: object) => server.call(librarian, 'POST', `/books/${book}/copies`, copy);
    expect((await add(bookId, { barcode, homeBranchId: here })).body.code).toBe('BARCODE_TAKEN');
    expect((await add(other.member.id, { barcode: '1', homeBranchId: here })).body.code).toBe('BOOK_NOT_FOUND');
    expect((await add(bookId, { barcode: '1', homeBranchId: other.branches.main.id })).body.code).toBe(
      'BRANCH_NOT_FOUND',
    );
  });

  it('lets one of ten desks have a barcode that all add at once', async () => {
    const book = await server.library.aBook();
    const copy = { barcode: '39000000000025', homeBranchId: server.library.branches.main.id };
    const tries = Array.from({ length: 10 }, () => server.call(librarian, 'POST', `/books/${book.id}/copies`, copy));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, ...Array(9).fill(409)]);
  });
});

describe('looking at copies', () => {
  it('shows a lent copy with its book and its loan, and whose it is by an id only', async () => {
    const { library } = server;
    const book = await library.aBook({ title: 'Lent' });
    const copy = await library.aCopy({ bookId: book.id });
    const loan = await library.aLoan({ copyId: copy.id, memberId: library.member.id });
    const { body, text } = await server.call(librarian, 'GET', `/copies/${copy.barcode}`);
    expect(body).toMatchObject({
      status: 'on_loan',
      dueAt: loan.dueAt,
      book: { id: book.id, title: 'Lent' },
      loan: { id: loan.id, memberId: library.member.id, copy: { barcode: copy.barcode }, returnedAt: null },
      hold: null,
      transfer: null,
    });
    expect(text).not.toContain(library.member.number);
    expect(text).not.toContain(library.member.name);
  });

  it('does not know another library’s barcode', async () => {
    const theirs = await (await server.anotherLibrary()).aCopy();
    expect(await server.call(librarian, 'GET', `/copies/${theirs.barcode}`)).toMatchObject({
      status: 404,
      body: { code: 'COPY_NOT_FOUND' },
    });
  });

  it('lists the copies of a book page by page, or those of one branch', async () => {
    const { library } = server;
    const book = await library.aBook();
    const made = [];
    for (let n = 0; n < 5; n++) made.push((await library.aCopy({ bookId: book.id })).barcode);
    const away = await library.aCopy({ bookId: book.id, currentBranchId: library.branches.harbour.id });
    const page = (query: string) => server.call(librarian, 'GET', `/books/${book.id}/copies?${query}`);
    const first = (await page('limit=4&sort=barcode')).body;
    const second = (await page('limit=4&offset=4&sort=barcode')).body;
    expect([...first.data, ...second.data].map(({ barcode }) => barcode)).toEqual([...made, away.barcode]);
    expect([first.meta.hasMore, second.meta.hasMore, second.meta.total]).toEqual([true, false, 6]);
    const there = (await page(`branchId=${library.branches.harbour.id}`)).body;
    expect(there.data.map(({ barcode }: { barcode: string }) => barcode)).toEqual([away.barcode]);
  });
});

describe('changing a copy by hand', () => {
  const change = (barcode: string, changes: object) =>
    server.call(librarian, 'PATCH', `/copies/${barcode}`, { reason: 'seen at the desk', ...changes });

  it('withdraws it, with one audit event that says by which move and why', async () => {
    const copy = await server.library.aCopy();
    expect(await change(copy.barcode, { status: 'withdrawn' })).toMatchObject({
      status: 200,
      body: { status: 'withdrawn' },
    });
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [copy.id]);
    expect(rows).toEqual([
      {
        action: 'copy.changed',
        facts: { from: 'available', move: 'withdraw', changed: { status: 'withdrawn' }, reason: 'seen at the desk' },
      },
    ]);
  });

  it('says when a copy last changed its state, and that a new shelf mark is no such change', async () => {
    const copy = await server.library.aCopy();
    const movedAt = async () =>
      (await server.db.owner.query('select moved_at from copies where id = $1', [copy.id])).rows[0].moved_at.getTime();
    const before = await movedAt();
    await change(copy.barcode, { shelf: 'Oversize' });
    expect(await movedAt()).toBe(before);
    await change(copy.barcode, { status: 'missing' });
    expect(await movedAt()).toBe(server.clock.now().getTime());
  });

  it('refuses to set a lent copy available, and says what may be done', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    await library.aLoan({ copyId: copy.id, memberId: library.member.id });
    expect(await change(copy.barcode, { status: 'available' })).toMatchObject({
      status: 409,
      body: { code: 'COPY_STATE', overridable: false, facts: { from: 'on_loan', to: 'available', allowed: [] } },
    });
  });

  it('finds a missing copy again, and refuses to lend one by hand', async () => {
    const copy = await server.library.aCopy({ status: 'missing' });
    expect((await change(copy.barcode, { status: 'available' })).body.status).toBe('available');
    expect((await change(copy.barcode, { status: 'on_loan' })).body.code).toBe('COPY_STATE');
  });

  it('moves it to another home, but not to another library’s', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const other = await server.anotherLibrary();
    expect((await change(copy.barcode, { homeBranchId: other.branches.main.id })).body.code).toBe('BRANCH_NOT_FOUND');
    const moved = await change(copy.barcode, { homeBranchId: library.branches.harbour.id, shelf: null });
    expect(moved.body).toMatchObject({ homeBranchId: library.branches.harbour.id, shelf: null });
  });

  it('leaves no trace of a change that changes nothing', async () => {
    const copy = await server.library.aCopy({ shelf: 'A 1' });
    expect((await change(copy.barcode, { status: 'available', shelf: 'A 1' })).status).toBe(200);
    const { rows } = await server.db.owner.query('select from audit where entity_id = $1', [copy.id]);
    expect(rows).toHaveLength(0);
  });
});
