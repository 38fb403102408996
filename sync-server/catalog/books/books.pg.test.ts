import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let librarian: { token: string };
beforeAll(async () => {
  server = await buildTestServer();
  librarian = { token: server.library.tokens.librarian };
});
afterAll(() => server.close());

const add = (book: object) => server.call(librarian, 'POST', '/books', book);

async function eventsOf(entityId: string) {
  const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1 order by id', [
    entityId,
  ]);
  return rows;
}

describe('adding a book', () => {
  it('keeps it as it was typed, its ISBN as 13 digits', async () => {
    const typed = { title: ' Smilla’s Sense of Snow ', authors: ['Høeg, Peter'], isbn: '0-306-40615-2', year: 1992 };
    const answer = await add({ ...typed, language: 'dan', subjects: ['Snow'], genres: ['Crime'] });
    expect(answer).toMatchObject({
      status: 201,
      body: { title: 'Smilla’s Sense of Snow', isbn: '9780306406157', authors: ['Høeg, Peter'], description: null },
    });
    expect(answer.body.createdAt).toBe(server.clock.now().toISOString());
  });

  it('refuses an ISBN with a mistyped digit, and says which field', async () => {
    const answer = await add({ title: 'A Slip', isbn: '978-0-306-40615-8' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', errors: [{ path: 'body.isbn' }] } });
  });

  it('refuses an ISBN that another book has, however it is written', async () => {
    await add({ title: 'The First', isbn: '978-3-16-148410-0' });
    expect(await add({ title: 'The Second', isbn: '316148410X' })).toMatchObject({
      status: 409,
      body: { code: 'ISBN_TAKEN', overridable: false },
    });
  });

  it('lets one of twenty desks have an ISBN that all add at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => add({ title: `Try ${n}`, isbn: '9780140328721' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'ISBN_TAKEN')).toHaveLength(19);
  });

  it('lets two libraries have the same book', async () => {
    const other = await server.anotherLibrary();
    const book = { title: 'In Both', isbn: '9780262033848' };
    expect((await add(book)).status).toBe(201);
    expect((await server.call({ token: other.tokens.librarian }, 'POST', '/books', book)).status).toBe(201);
  });

  it('is not for members', async () => {
    const member = { token: server.library.tokens.member };
    expect(await server.call(member, 'POST', '/books', { title: 'Mine' })).toMatchObject({ status: 403 });
  });

  it('adds a book once when the same request comes twice', async () => {
    const send = () =>
      server.call(librarian, 'POST', '/books', { title: 'Once' }, { headers: { 'idempotency-key': 'once' } });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await eventsOf(first.body.id)).toEqual([{ action: 'book.added', facts: { isbn: null } }]);
  });
});

describe('correcting a book', () => {
  it('changes what is given, empties what is given as null, and leaves one audit event', async () => {
    const { body: book } = await add({ title: 'Teh Hobbit', subtitle: 'A draft', authors: ['Tolkien'] });
    const answer = await server.call(librarian, 'PATCH', `/books/${book.id}`, { title: 'The Hobbit', subtitle: null });
    expect(answer).toMatchObject({ status: 200, body: { title: 'The Hobbit', subtitle: null, authors: ['Tolkien'] } });
    expect(await eventsOf(book.id)).toEqual([
      { action: 'book.added', facts: { isbn: null } },
      { action: 'book.changed', facts: { changed: ['title', 'subtitle'] } },
    ]);
  });

  it('leaves no trace of a correction that changes nothing', async () => {
    const { body: book } = await add({ title: 'As It Is', authors: ['Somebody'] });
    const answer = await server.call(librarian, 'PATCH', `/books/${book.id}`, {
      title: 'As It Is',
      authors: ['Somebody'],
    });
    expect(answer).toMatchObject({ status: 200, body: { updatedAt: book.updatedAt } });
    expect(await eventsOf(book.id)).toHaveLength(1);
  });

  it('refuses the ISBN of another book', async () => {
    await add({ title: 'Has It', isbn: '9780131103627' });
    const { body: book } = await add({ title: 'Wants It' });
    const answer = await server.call(librarian, 'PATCH', `/books/${book.id}`, { isbn: '0131103628' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'ISBN_TAKEN' } });
  });
});

describe('reading a book', () => {
  it('finds it by its id, its ISBN-13 and its ISBN-10 with hyphens', async () => {
    const { body: book } = await add({ title: 'Named Thrice', isbn: '9780596517748' });
    for (const name of [book.id, '978-0-596-51774-8', '0-596-51774-2']) {
      expect(await server.call(librarian, 'GET', `/books/${name}`)).toMatchObject({
        status: 200,
        body: { id: book.id },
      });
    }
  });

  it('says so when there is no such book, or when it is another library’s', async () => {
    const other = await server.anotherLibrary();
    const theirs = await other.aBook();
    for (const name of [theirs.id, '9780000000002', 'nonsense']) {
      expect(await server.call(librarian, 'GET', `/books/${name}`)).toMatchObject({
        status: 404,
        body: { code: 'BOOK_NOT_FOUND' },
      });
    }
  });

  it('counts the copies of each branch where they stand, without the withdrawn', async () => {
    const { library, call } = server;
    const { main, harbour } = library.branches;
    const book = await library.aBook({ title: 'Counted' });
    const lent = await library.aCopy({ bookId: book.id });
    await library.aLoan({ copyId: lent.id, memberId: library.member.id });
    await library.aCopy({ bookId: book.id });
    await library.aCopy({ bookId: book.id, currentBranchId: harbour.id });
    await library.aCopy({ bookId: book.id, status: 'withdrawn' });

    expect((await call(librarian, 'GET', `/books/${book.id}`)).body.availability).toEqual({ total: 3, available: 2 });
    expect((await call(librarian, 'GET', `/books/${book.id}/availability`)).body).toEqual({
      total: 3,
      available: 2,
      waiting: 0,
      branches: [
        { branchId: harbour.id, code: 'HARB', total: 1, available: 1 },
        { branchId: main.id, code: 'MAIN', total: 2, available: 1 },
      ],
    });
  });
});
