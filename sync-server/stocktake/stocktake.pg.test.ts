import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { counting, nth } from './testing/counting.ts';

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

describe('opening a count', () => {
  test('takes down what should stand on these shelves, and nothing else', async () => {
    const { shelf, scope } = await people.aShelf(3);
    await people.aStandingCopy({ shelf: 'Room 9999' });
    await people.aStandingCopy({ shelf, homeBranchId: desk.harbour() });
    await people.aStandingCopy({ shelf, status: 'lost' });
    const count = await people.openCount(scope);
    expect(count).toMatchObject({
      state: 'open',
      branchId: desk.main(),
      openedBy: { kind: 'staff', id: server.library.staff.manager.id },
      counts: { expected: 3, scanned: 0, seen: 0, late: 0 },
      closing: null,
    });
    expect(await desk.actionsOf(count.id)).toEqual(['stocktake.opened']);
  });

  test('takes call numbers in the order of the shelves', async () => {
    for (const shelf of ['QX 9 .A1', 'QX76 .C23', 'QX76.73 .C23', 'QX760']) await people.aStandingCopy({ shelf });
    const counted = async (shelfFrom: string, shelfTo: string) =>
      (await people.openCount({ shelfFrom, shelfTo })).counts.expected;
    expect(await counted('QX9', 'QX76')).toBe(3);
    expect(await counted('QX76', 'QX76.73')).toBe(2);
    expect(await counted('QX', 'QX')).toBe(4);
  });

  test('of a collection, or of an item type, leaves the others out', async () => {
    for (const itemType of ['regular', 'new_release'] as const) {
      await people.aStandingCopy({ shelf: 'DVD 791', itemType });
    }
    await people.aStandingCopy({ shelf: 'CD 791' });
    expect((await people.openCount({ collection: 'DVD 792' })).counts.expected).toBe(0);
    expect((await people.openCount({ collection: 'DVD' })).counts.expected).toBe(2);
    expect((await people.openCount({ collection: 'DVD', itemType: 'new_release' })).counts.expected).toBe(1);
  });

  test('is refused where the first shelf stands behind the last', async () => {
    const { status, body } = await people.post('/stocktakes', {
      branchId: desk.main(),
      shelfFrom: '820',
      shelfTo: '813',
    });
    expect([status, body.code, body.errors[0].path]).toEqual([400, 'VALIDATION_FAILED', 'body.shelfFrom']);
  });

  test('is a manager’s affair, in his own branch', async () => {
    const elsewhere = await people.post('/stocktakes', { branchId: desk.harbour() });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'FORBIDDEN']);
    expect((await people.post('/stocktakes', { branchId: desk.main() }, desk.librarian())).status).toBe(403);
    const nowhere = { branchId: '0190a0a0-0000-7000-8000-000000000000' };
    const byAdmin = await people.post('/stocktakes', nowhere, { token: server.library.tokens.admin });
    expect([byAdmin.status, byAdmin.body.code]).toEqual([404, 'BRANCH_NOT_FOUND']);
  });

  test('puts it on the list of counts, the newest first', async () => {
    const { scope } = await people.aShelf(1);
    const earlier = await people.openCount(scope);
    server.clock.advance({ minutes: 1 });
    const later = await people.openCount(scope);
    const { body } = await people.get(`/stocktakes?branchId=${desk.main()}&state=open&limit=2`, desk.librarian());
    expect(body.data.map((row: { id: string }) => row.id)).toEqual([later.id, earlier.id]);
  });
});

test('a count that is not there, and another library’s, is neither read, scanned nor closed', async () => {
  const other = await server.anotherLibrary();
  const theirs = await counting({ ...server, library: other }).openCount();
  for (const id of ['0190a0a0-0000-7000-8000-000000000000', theirs.id]) {
    const answers = [
      await people.get(`/stocktakes/${id}`),
      await people.scan(id, ['30000000000001']),
      await people.close(id),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('STOCKTAKE_NOT_FOUND'));
  }
});

describe('scanning', () => {
  test('takes each barcode once, whoever scans it, however often, and however often it is sent', async () => {
    const { scope, barcodes } = await people.aShelf(3);
    const count = await people.openCount(scope);
    const [first, second, third] = [nth(barcodes, 0), nth(barcodes, 1), nth(barcodes, 2)];
    const sent = await people.scan(count.id, [first, second, first]);
    expect([sent.status, sent.body]).toEqual([200, { state: 'open', taken: 2, repeated: 1, late: 0 }]);
    const byPerson = await people.scan(count.id, [second, third], {}, desk.librarian());
    expect(byPerson.body).toEqual({ state: 'open', taken: 1, repeated: 1, late: 0 });
    const { body } = await people.get(`/stocktakes/${count.id}`);
    expect(body.counts).toEqual({ expected: 3, scanned: 3, seen: 3, late: 0 });
    expect(await people.differences(count.id)).toEqual([]);
  });

  test('from eight desks at once counts every copy once', async () => {
    const { scope, barcodes } = await people.aShelf(10);
    const count = await people.openCount(scope);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => people.scan(count.id, n % 2 ? barcodes : barcodes.toReversed())),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.reduce((sum, { body }) => sum + body.taken, 0)).toBe(10);
    expect((await people.get(`/stocktakes/${count.id}`)).body.counts.seen).toBe(10);
  });

  test('says by whom and when each was seen', async () => {
    const { shelf, scope } = await people.aShelf(1);
    const count = await people.openCount(scope);
    const lost = await people.aStandingCopy({ status: 'lost', shelf });
    await people.scan(count.id, [lost.barcode], {}, desk.librarian());
    const [found] = await people.differences(count.id, '&kind=lost');
    expect(found?.seen).toEqual({
      at: server.clock.now().toISOString(),
      receivedAt: server.clock.now().toISOString(),
      shelf: null,
      deskId: null,
      staffId: server.library.staff.librarian.id,
      late: false,
    });
  });

  test('follows a copy that was carried to its right shelf and scanned there again', async () => {
    const { scope } = await people.aShelf(0);
    const astray = await people.aStandingCopy({ shelf: '500 HAW' });
    const count = await people.openCount(scope);
    const narrow = await people.openCount({ collection: '500' });
    const carried = [
      { barcode: astray.barcode, shelf: '500', observedAt: '2026-03-10T10:04:00Z' },
      { barcode: astray.barcode, shelf: '820', observedAt: '2026-03-10T10:02:00Z' },
    ];
    server.clock.advance({ minutes: 5 });
    // The desk that scanned it last sends first.
    for (const scan of carried) await people.scan(narrow.id, [scan]);
    expect(await people.kinds(narrow.id)).toEqual({});
    await people.scan(count.id, [carried[1] ?? '']);
    expect(await people.kinds(count.id)).toEqual({ [astray.barcode]: 'wrong_shelf' });
  });

  test('that is sent again stays when it was: a clock that is fast does not make it later each time', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const lost = await people.aStandingCopy({ shelf, status: 'lost' });
    const count = await people.openCount(scope);
    const scan = { id: uuidv7(), barcode: lost.barcode, observedAt: '2026-03-10T12:00:00.000Z' };
    server.clock.advance({ minutes: 5 });
    await people.scan(count.id, [scan]);
    server.clock.advance({ minutes: 5 });
    await people.scan(count.id, [scan]);
    const [found] = await people.differences(count.id);
    expect(found?.seen?.at).toBe('2026-03-10T10:05:00.000Z');
  });

  test('of more than a thousand at once, or none, is bad input', async () => {
    const { scope } = await people.aShelf(1);
    const count = await people.openCount(scope);
    expect((await people.scan(count.id, [])).status).toBe(400);
    expect((await people.scan(count.id, Array(1001).fill('x'))).status).toBe(400);
  });

  test('is not for the desk of another branch', async () => {
    const count = await people.openCount((await people.aShelf(1)).scope);
    const { key } = await server.library.aDesk({ branchId: desk.harbour() });
    expect((await people.scan(count.id, ['x'], {}, { deskKey: key })).body.code).toBe('FORBIDDEN');
  });

  test('shows how far each stretch of shelves has come', async () => {
    const copies = [];
    for (const shelf of ['YA 813 AUS', 'YA 815 BEL', 'YA 940 CHU', 'YA 940 DAY']) {
      copies.push(await people.aStandingCopy({ shelf }));
    }
    const count = await people.openCount({ collection: 'YA' });
    await people.scan(count.id, [nth(copies, 0).barcode]);
    server.clock.advance({ minutes: 1 });
    await desk.lend(nth(copies, 2).barcode, (await server.library.aMember()).number);
    const { body } = await people.get(`/stocktakes/${count.id}/progress`, desk.librarian());
    expect(body.data).toEqual([
      { section: 'YA 810', shelfKey: 'YA 00813 AUS', expected: 2, seen: 1, gone: 0 },
      { section: 'YA 940', shelfKey: 'YA 00940 CHU', expected: 2, seen: 0, gone: 1 },
    ]);
  });
});
