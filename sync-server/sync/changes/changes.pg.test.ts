import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { feedReader } from '../testing/feed-reader.ts';
import { openTransaction } from '../testing/open-transaction.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const deskOf = (library = server.library) => feedReader(server, { deskKey: library.deskKey }, library.branches.main.id);
const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);

/** The desk's cursor as of now. */
const cursorNow = async () => (await deskOf().snapshot()).head.cursor;

describe('the changes of a branch', () => {
  it('are none right after the snapshot, and the cursor stays where it is', async () => {
    const cursor = await cursorNow();
    const page = await deskOf().changes(cursor);
    expect(page).toMatchObject({ cursor, more: false, books: [], copies: [], removed: [] });
  });

  it('bring a new copy together with its book', async () => {
    const cursor = await cursorNow();
    const book = await server.library.aBook({ title: 'The Sea', subjects: ['Sea stories'] });
    const copy = await server.library.aCopy({ bookId: book.id, shelf: 'F 100' });
    const page = await deskOf().changes(cursor);
    expect(page.copies).toEqual([
      expect.objectContaining({
        id: copy.id,
        bookId: book.id,
        barcode: copy.barcode,
        status: 'available',
        dueAt: null,
      }),
    ]);
    expect(page.books).toEqual([expect.objectContaining({ id: book.id, title: 'The Sea', subjects: ['Sea stories'] })]);
  });

  it('say that a copy is lent and until when, and nothing of a person', async () => {
    const copy = await server.library.aCopy();
    const cursor = await cursorNow();
    const loan = await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    const page = await deskOf().changes(cursor);
    expect(page.copies).toEqual([expect.objectContaining({ id: copy.id, status: 'on_loan', dueAt: loan.dueAt })]);
    expect(JSON.stringify(page)).not.toContain(server.library.member.id);
  });

  it('send a copy that changed twice once, as it is now', async () => {
    const copy = await server.library.aCopy();
    const cursor = await cursorNow();
    await sql(`update copies set shelf = 'first' where id = $1`, [copy.id]);
    await sql(`update copies set shelf = 'second' where id = $1`, [copy.id]);
    const page = await deskOf().changes(cursor);
    expect(page.copies.map(({ shelf }) => shelf)).toEqual(['second']);
  });

  it('remove a copy that belongs to another branch now and is there', async () => {
    const { harbour } = server.library.branches;
    const copy = await server.library.aCopy();
    const cursor = await cursorNow();
    await sql('update copies set home_branch_id = $2, current_branch_id = $2 where id = $1', [copy.id, harbour.id]);
    const page = await deskOf().changes(cursor);
    expect(page).toMatchObject({ removed: [copy.id], copies: [], books: [] });
  });

  it('keep a copy that is only away: it still belongs here', async () => {
    const copy = await server.library.aCopy();
    const cursor = await cursorNow();
    await sql('update copies set current_branch_id = $2 where id = $1', [copy.id, server.library.branches.harbour.id]);
    const page = await deskOf().changes(cursor);
    expect(page).toMatchObject({
      removed: [],
      copies: [{ id: copy.id, currentBranchId: server.library.branches.harbour.id }],
    });
  });

  it('bring a guest from another branch with its book, and remove it when it goes home', async () => {
    const { main, harbour } = server.library.branches;
    const guest = await server.library.aCopy({ homeBranchId: harbour.id });
    const cursor = await cursorNow();
    await sql('update copies set current_branch_id = $2 where id = $1', [guest.id, main.id]);
    const arrived = await deskOf().changes(cursor);
    expect(arrived).toMatchObject({ copies: [{ id: guest.id }], books: [{ id: guest.bookId }] });
    await sql('update copies set current_branch_id = $2 where id = $1', [guest.id, harbour.id]);
    expect(await deskOf().changes(arrived.cursor)).toMatchObject({ removed: [guest.id], copies: [] });
  });

  it('remove a copy whose row is gone', async () => {
    const copy = await server.library.aCopy();
    const cursor = await cursorNow();
    await sql('delete from copies where id = $1', [copy.id]);
    expect(await deskOf().changes(cursor)).toMatchObject({ removed: [copy.id], copies: [] });
  });

  it('send a changed book to the branches that have a copy of it, and to no other', async () => {
    const { harbour } = server.library.branches;
    const here = await server.library.aCopy();
    const elsewhere = await server.library.aCopy({ homeBranchId: harbour.id });
    const cursor = await cursorNow();
    await sql(`update books set title = 'Corrected' where id = any($1)`, [[here.bookId, elsewhere.bookId]]);
    const page = await deskOf().changes(cursor);
    expect(page).toMatchObject({ books: [{ id: here.bookId, title: 'Corrected' }], copies: [], removed: [] });
    expect(page.cursor).not.toBe(cursor);
  });

  it('come in pages that lose nothing, also when one transaction changed more than a page holds', async () => {
    const cursor = await cursorNow();
    const book = await server.library.aBook();
    const copies = await Promise.all(Array.from({ length: 7 }, () => server.library.aCopy({ bookId: book.id })));
    await sql(`update copies set shelf = 'moved' where book_id = $1`, [book.id]);
    const seen: string[] = [];
    let page = await deskOf().changes(cursor, 3);
    seen.push(...page.copies.map(({ id }) => id));
    while (page.more) {
      page = await deskOf().changes(page.cursor, 3);
      seen.push(...page.copies.map(({ id }) => id));
    }
    expect(seen.sort()).toEqual(copies.map(({ id }) => id).sort());
  });

  it('show nothing of a transaction that has not committed, and nothing that began after it, until it has', async () => {
    const [early, late] = [await server.library.aCopy(), await server.library.aCopy()];
    const cursor = await cursorNow();
    const slow = await openTransaction(server.db.owner);
    await slow.query(`update copies set shelf = 'slow' where id = $1`, [early.id]);
    await sql(`update copies set shelf = 'quick' where id = $1`, [late.id]);
    const meanwhile = await deskOf().changes(cursor);
    expect(meanwhile).toMatchObject({ cursor, copies: [] });
    await slow.commit();
    const { copies } = await deskOf().changes(meanwhile.cursor);
    expect(copies.map(({ shelf }) => shelf)).toEqual(['slow', 'quick']);
  });
});
