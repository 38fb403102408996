import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting, nth } from '../testing/counting.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let people: ReturnType<typeof counting>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  people = counting(server);
});
afterAll(() => server.close());
// A token lasts fifteen minutes.
beforeEach(() => server.clock.set('2026-03-10T10:00:00.000Z'));

describe('the list of differences', () => {
  test('calls nothing missing that was lent, returned, moved or received since the opening', async () => {
    const { scope, copies } = await people.aShelf(6);
    const [lent, cameBack, sent, held, repaired, missing] = copies.map(({ barcode }) => barcode);
    const member = await server.library.aMember();
    const count = await people.openCount(scope);
    server.clock.advance({ minutes: 5 });
    await desk.lend(lent ?? '', member.number);
    await desk.lend(cameBack ?? '', member.number);
    const transfer = await desk.requestTransfer(sent ?? '', desk.harbour());
    await desk.ship(transfer.body.id);
    await desk.aWaiting(nth(copies, 3).bookId);
    await desk.bringBack(held ?? '');
    await desk.patch(`/copies/${repaired}`, { status: 'maintenance', reason: 'Torn' });
    server.clock.advance({ minutes: 5 });
    await desk.bringBack(cameBack ?? '');
    expect(await people.kinds(count.id)).toEqual({ [missing ?? '']: 'missing' });
  });

  test('does not call a copy missing that another count found on another shelf meanwhile', async () => {
    const { shelf, scope, copies } = await people.aShelf(1);
    const copy = nth(copies, 0);
    const [here, there] = [await people.openCount(scope), await people.openCount({ collection: 'Garden Room' })];
    server.clock.advance({ minutes: 1 });
    await people.scan(there.id, [{ barcode: copy.barcode, shelf: 'Basement' }]);
    server.clock.advance({ minutes: 1 });
    await people.close(there.id);
    expect(await people.stateOf(copy.id)).toMatchObject({
      status: 'available',
      shelf: expect.not.stringMatching(shelf),
    });
    expect(await people.kinds(here.id)).toEqual({});
    expect((await people.get(`/stocktakes/${here.id}/progress`)).body.data).toMatchObject([{ seen: 0, gone: 1 }]);
    await people.close(here.id, { actions: [{ barcode: copy.barcode, action: 'mark_missing' }] });
    expect((await people.stateOf(copy.id)).status).toBe('available');
  });

  test('says of each kind what it is, and proposes one action', async () => {
    const { shelf, scope, copies } = await people.aShelf(2);
    const lent = await people.aStandingCopy({ shelf });
    await server.library.aLoan({ copyId: lent.id, memberId: (await server.library.aMember()).id });
    const withdrawn = await people.aStandingCopy({ shelf, status: 'withdrawn' });
    const lost = await people.aStandingCopy({ shelf, status: 'missing' });
    const strange = await people.aStandingCopy({ shelf, homeBranchId: desk.harbour() });
    const astray = await people.aStandingCopy({ shelf: 'Room 4711' });
    const count = await people.openCount(scope);
    const scanned = [nth(copies, 0), lent, withdrawn, lost, strange, astray].map(({ barcode }) => barcode);
    await people.scan(count.id, [...scanned, 'no such thing']);
    const found = await people.differences(count.id);
    expect(Object.fromEntries(found.map((row) => [row.barcode, [row.kind, row.proposed]]))).toEqual({
      [nth(copies, 1).barcode]: ['missing', 'mark_missing'],
      [lent.barcode]: ['on_loan', 'return'],
      [withdrawn.barcode]: ['withdrawn', 'take_off'],
      [lost.barcode]: ['lost', 'mark_found'],
      [strange.barcode]: ['elsewhere', 'send_home'],
      [astray.barcode]: ['wrong_shelf', 'reshelve'],
      'no such thing': ['unknown', 'take_off'],
    });
    expect(found.find(({ barcode }) => barcode === lent.barcode)).toMatchObject({
      loan: { checkedOutAt: expect.any(String) },
      copy: { status: 'on_loan', book: { title: 'A Book' } },
    });
    expect(found.find(({ kind }) => kind === 'unknown')).not.toHaveProperty('copy');
  });

  test('is paged, filtered, sorted, and counts its kinds', async () => {
    const { scope, barcodes } = await people.aShelf(5);
    const count = await people.openCount(scope);
    const page = await people.get(`/stocktakes/${count.id}/discrepancies?limit=2&offset=2&sort=-barcode`);
    expect(page.body.data.map((row: { barcode: string }) => row.barcode)).toEqual(barcodes.toReversed().slice(2, 4));
    expect(page.body.meta).toEqual({ total: 5, limit: 2, offset: 2, hasMore: true });
    expect(page.body.kinds).toEqual([{ kind: 'missing', count: 5 }]);
    expect((await people.get(`/stocktakes/${count.id}/discrepancies?kind=lost`)).body.meta.total).toBe(0);
    expect((await people.get(`/stocktakes/${count.id}/discrepancies?sort=colour`)).status).toBe(400);
  });

  test('is searched by the beginning of a barcode or a shelf, and by words of a title', async () => {
    const { shelf, scope, copies, barcodes } = await people.aShelf(2);
    const count = await people.openCount(scope);
    await people.scan(count.id, [nth(copies, 0).barcode]);
    const found = async (query: string) => {
      const words = encodeURIComponent(query);
      const { body } = await people.get(`/stocktakes/${count.id}/discrepancies?limit=1&query=${words}`);
      return [body.data.map((row: { barcode: string }) => row.barcode), body.meta.total];
    };
    for (const words of [String(barcodes[1]), shelf.toLowerCase(), 'a book', 'OO']) {
      expect(await found(words)).toEqual([[barcodes[1]], 1]);
    }
    expect(await found('no such words')).toEqual([[], 0]);
  });

  test('is a table for who asks for one', async () => {
    const { scope, barcodes } = await people.aShelf(1);
    const count = await people.openCount(scope);
    const headers = { accept: 'text/csv' };
    const path = `/stocktakes/${count.id}/discrepancies`;
    const { text } = await server.call(people.manager, 'GET', path, undefined, { headers });
    expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${barcodes[0]},missing,mark_missing`));
  });

  test('is a table with a column for everything, also for what its first row lacks', async () => {
    const { scope, copies } = await people.aShelf(1);
    const lent = await people.aStandingCopy({ shelf: 'Elsewhere' });
    await server.library.aLoan({ copyId: lent.id, memberId: (await server.library.aMember()).id });
    const count = await people.openCount(scope);
    await people.scan(count.id, [lent.barcode, 'no such thing']);
    const tableBy = async (sort: string) => {
      const path = `/stocktakes/${count.id}/discrepancies?sort=${sort}`;
      const { text } = await server.call(people.manager, 'GET', path, undefined, { headers: { accept: 'text/csv' } });
      const [head = '', ...lines] = text.trim().split('\r\n');
      return { head, lines: lines.toSorted() };
    };
    const [one, other] = [await tableBy('barcode'), await tableBy('-barcode')];
    expect(one.head).toBe(other.head);
    expect(one.lines).toEqual(other.lines);
    const cells = (barcode: string) => one.lines.find((line) => line.startsWith(`${barcode},`))?.split(',') ?? [];
    const at = (column: string) => one.head.split(',').indexOf(column);
    expect(cells('no such thing')[at('seen.at')]).toBe(server.clock.now().toISOString());
    expect(cells(lent.barcode)[at('loan.dueAt')]).toMatch(/^20/);
    expect(cells(nth(copies, 0).barcode)[at('copy.book.title')]).toBe('A Book');
  });

  test('streams in the order of the shelves, and says when it is whole', async () => {
    for (const shelf of ['ZZ 10', 'ZZ 9', 'ZZ 101']) await people.aStandingCopy({ shelf });
    const count = await people.openCount({ collection: 'ZZ' });
    const { text } = await people.get(`/stocktakes/${count.id}/discrepancies/stream`);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, 3).map((line) => line.discrepancy.copy.shelf)).toEqual(['ZZ 9', 'ZZ 10', 'ZZ 101']);
    expect(lines.slice(3)).toEqual([{ end: true, count: 3 }]);
  });

  test('is for a manager’s eyes', async () => {
    const count = await people.openCount((await people.aShelf(1)).scope);
    expect((await people.get(`/stocktakes/${count.id}/discrepancies`, desk.librarian())).status).toBe(403);
  });
});
