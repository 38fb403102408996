import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { feedStart, writeCursor } from './cursor.ts';
import { feedReader } from './testing/feed-reader.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const deskOf = (library = server.library) => feedReader(server, { deskKey: library.deskKey }, library.branches.main.id);
const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);

/** The desk's cursor as of now. */
const cursorNow = async () => (await deskOf().snapshot()).head.cursor;

describe('a cursor', () => {
  it('that is not one of ours is refused with 400', async () => {
    const cut = (await cursorNow()).slice(0, -5);
    for (const cursor of ['nonsense', cut, `${await cursorNow()}%20`, '%00']) {
      expect(await deskOf().refusalOfChanges(cursor)).toEqual({ status: 400, code: 'BAD_CURSOR' });
    }
    expect(await deskOf().refusalOfChanges('')).toEqual({ status: 400, code: 'BAD_CURSOR' });
  });

  it('is of no use any more once the epoch is another one', async () => {
    const cursor = await cursorNow();
    await sql('update feed_epoch set salt = gen_random_uuid()');
    expect(await deskOf().refusalOfChanges(cursor)).toEqual({ status: 410, code: 'CURSOR_EXPIRED' });
    expect(await deskOf().changes(await cursorNow())).toMatchObject({ more: false });
  });

  it('is of no use any more once the table of changes was emptied', async () => {
    const cursor = await cursorNow();
    await sql('truncate changes');
    expect(await deskOf().refusalOfChanges(cursor)).toEqual({ status: 410, code: 'CURSOR_EXPIRED' });
  });

  it('from ahead of the feed is of no use: the database was put back to an earlier day', async () => {
    const { epoch } = (await deskOf().snapshot()).head;
    const ahead = writeCursor(epoch, { ...feedStart, stamp: '4000000000' });
    expect(await deskOf().refusalOfChanges(ahead)).toEqual({ status: 410, code: 'CURSOR_EXPIRED' });
  });
});

describe('the feed of a branch', () => {
  it('is for its own desk, and for the staff of the tenant', async () => {
    const { branches, deskKey, tokens } = server.library;
    const elsewhere = `/sync/branches/${branches.harbour.id}`;
    for (const path of [`${elsewhere}/changes?cursor=x`, `${elsewhere}/snapshot`, `${elsewhere}/events`]) {
      expect((await server.call({ deskKey }, 'GET', path)).status).toBe(403);
      expect((await server.call({ token: tokens.member }, 'GET', path)).status).toBe(403);
      expect((await server.call(undefined, 'GET', path)).status).toBe(401);
    }
    expect((await server.call({ token: tokens.librarian }, 'GET', `${elsewhere}/snapshot`)).status).toBe(200);
  });

  it('does not exist for another tenant', async () => {
    const other = await server.anotherLibrary();
    const stranger = feedReader(server, { token: other.tokens.admin }, server.library.branches.main.id);
    expect(await stranger.refusalOfSnapshot()).toEqual({ status: 404, code: 'BRANCH_NOT_FOUND' });
    expect(await stranger.refusalOfChanges(await cursorNow())).toEqual({ status: 404, code: 'BRANCH_NOT_FOUND' });
    const events = `/sync/branches/${server.library.branches.main.id}/events`;
    expect((await server.call({ token: other.tokens.admin }, 'GET', events)).status).toBe(404);
  });

  it('shows nothing of another tenant, whatever that one does', async () => {
    const other = await server.anotherLibrary();
    const cursor = await cursorNow();
    const theirs = await other.aCopy();
    await sql(`update books set title = 'Theirs' where id = $1`, [theirs.bookId]);
    expect(await deskOf().changes(cursor)).toMatchObject({ cursor, books: [], copies: [], removed: [] });
    const { books, copies } = await deskOf(other).snapshot();
    expect([books.map(({ id }) => id), copies.map(({ id }) => id)]).toEqual([[theirs.bookId], [theirs.id]]);
  });
});
