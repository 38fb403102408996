import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { feedReader, readSnapshot } from '../testing/feed-reader.ts';

let server: TestServer;
let guest: { id: string; bookId: string };
beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  const { main, harbour } = library.branches;
  const shared = await library.aBook({ title: 'Two copies, one at each branch' });
  await library.aCopy({ bookId: shared.id });
  await library.aCopy({ bookId: shared.id, homeBranchId: harbour.id });
  await library.aCopy({ currentBranchId: harbour.id });
  guest = await library.aCopy({ homeBranchId: harbour.id, currentBranchId: main.id });
  const lent = await library.aCopy({ shelf: 'A "quoted" shelf\\ with ünïcode' });
  await library.aLoan({ copyId: lent.id, memberId: library.member.id });
  await library.aCopy({ homeBranchId: harbour.id });
  await library.aBook({ title: 'Without a copy' });
});
afterAll(() => server.close());

const desk = () => feedReader(server, { deskKey: server.library.deskKey }, server.library.branches.main.id);
const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('the snapshot of a branch', () => {
  it('has the copies that belong there or are there, and their books, in the order of their ids', async () => {
    const { branches } = server.library;
    const { head, books, copies, end } = await desk().snapshot();
    const held = await sql(
      'select id, book_id from copies where $1 in (home_branch_id, current_branch_id) order by id',
      [branches.main.id],
    );
    expect(ids(copies)).toEqual(ids(held.rows));
    expect(ids(copies)).toContain(guest.id);
    expect(ids(books)).toEqual([...new Set(held.rows.map((row) => row.book_id))].sort());
    expect(head.counts).toEqual({ books: books.length, copies: copies.length });
    expect(end).toEqual(head.counts);
  });

  it('tells of a lent copy until when, and of nobody', async () => {
    const { copies } = await desk().snapshot();
    const lent = copies.filter(({ status }) => status === 'on_loan');
    expect(lent).toEqual([
      expect.objectContaining({ dueAt: '2026-03-24T10:00:00.000Z', shelf: 'A "quoted" shelf\\ with ünïcode' }),
    ]);
    expect(JSON.stringify(copies)).not.toContain(server.library.member.id);
  });

  it('of a branch without copies has a head and an end', async () => {
    const empty = await server.library.aBranch();
    const reader = feedReader(server, { token: server.library.tokens.librarian }, empty.id);
    const { head, books, copies, end } = await reader.snapshot();
    expect([books, copies, end]).toEqual([[], [], { books: 0, copies: 0 }]);
    expect(await reader.changes(head.cursor)).toMatchObject({ more: false, copies: [] });
  });

  it('carries a cursor behind which lies whatever changed since', async () => {
    const { head, copies } = await desk().snapshot();
    const [copy] = copies;
    await sql(`update copies set shelf = 'moved since' where id = $1`, [copy?.id]);
    expect((await desk().changes(head.cursor)).copies).toMatchObject([{ id: copy?.id, shelf: 'moved since' }]);
  });

  it('is packed as the client asks, with the same lines', async () => {
    const path = `/api/v1/sync/branches/${server.library.branches.main.id}/snapshot`;
    const headers = { authorization: `Desk ${server.library.deskKey}` };
    const ask = (acceptEncoding: string) =>
      server.app.inject({ url: path, headers: { ...headers, 'accept-encoding': acceptEncoding } });
    const [zstd, gzip, plain] = await Promise.all([ask('gzip, zstd'), ask('gzip'), ask('br, zstd;q=0')]);
    expect([zstd, gzip, plain].map((answer) => answer.headers['content-encoding'])).toEqual([
      'zstd',
      'gzip',
      undefined,
    ]);
    expect(plain.headers['content-type']).toBe('application/x-ndjson');
    const lines = readSnapshot(plain.body);
    expect(readSnapshot(zstdDecompressSync(zstd.rawPayload).toString())).toEqual(lines);
    expect(readSnapshot(gunzipSync(gzip.rawPayload).toString())).toEqual(lines);
  });
});

describe('a snapshot that broke off', () => {
  it('goes on behind its last book or copy, with the cursor that it began with', async () => {
    const whole = await desk().snapshot();
    await server.library.aLoan({ copyId: (await server.library.aCopy()).id, memberId: server.library.member.id });
    for (const [index, { id }] of whole.books.entries()) {
      const rest = await desk().snapshot(`?cursor=${whole.head.cursor}&after=book:${id}`);
      expect(rest.head.cursor).toBe(whole.head.cursor);
      expect(ids(rest.books).slice(0, whole.books.length - index - 1)).toEqual(ids(whole.books.slice(index + 1)));
      expect(ids(rest.copies)).toEqual(expect.arrayContaining(ids(whole.copies)));
      expect(rest.end).toEqual({ books: rest.books.length, copies: rest.copies.length });
    }
    for (const [index, { id }] of whole.copies.entries()) {
      const rest = await desk().snapshot(`?cursor=${whole.head.cursor}&after=copy:${id}`);
      expect(rest.books).toEqual([]);
      expect(ids(rest.copies)).toEqual(expect.arrayContaining(ids(whole.copies.slice(index + 1))));
      expect(ids(rest.copies)).not.toContain(id);
    }
  });

  it('cannot go on without its cursor, or behind what is no line', async () => {
    const { cursor } = (await desk().snapshot()).head;
    const bad = { status: 400, code: 'BAD_CURSOR' };
    expect(await desk().refusalOfSnapshot(`?after=book:${guest.bookId}`)).toEqual(bad);
    expect(await desk().refusalOfSnapshot(`?cursor=${cursor}&after=book:${'-'.repeat(36)}`)).toEqual(bad);
    expect(await desk().refusalOfSnapshot(`?cursor=nonsense&after=book:${guest.bookId}`)).toEqual(bad);
    expect((await desk().refusalOfSnapshot(`?cursor=${cursor}&after=member:${guest.bookId}`)).status).toBe(400);
  });

  it('begins again in another epoch', async () => {
    const { cursor } = (await desk().snapshot()).head;
    await sql('update feed_epoch set salt = gen_random_uuid()');
    const refusal = await desk().refusalOfSnapshot(`?cursor=${cursor}&after=book:${guest.bookId}`);
    expect(refusal).toEqual({ status: 410, code: 'CURSOR_EXPIRED' });
  });
});
