import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const pickList = async (branchId: string): Promise<string[]> => {
  const { body } = await desk.get(`/branches/${branchId}/pick-list?limit=100`);
  return body.data.map((row: { copy: { barcode: string } }) => row.copy.barcode);
};

describe('the pick list', () => {
  test('has a hold placed while a copy stands on a shelf, until the copy is scanned: it is assigned as on return', async () => {
    const copy = await server.library.aCopy();
    expect(await pickList(desk.main())).not.toContain(copy.barcode);
    const hold = await desk.aWaiting(copy.bookId);
    expect(await pickList(desk.main())).toContain(copy.barcode);
    expect(await pickList(desk.harbour())).not.toContain(copy.barcode);
    const { body } = await desk.bringBack(copy.barcode);
    expect(body).toMatchObject({ next: 'hold_shelf', hold: { id: hold.id, status: 'ready' } });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'on_hold_shelf' });
    expect(await pickList(desk.main())).not.toContain(copy.barcode);
  });

  test('asks for as many copies as members wait, first where they collect, in no branch twice', async () => {
    const { library } = server;
    const book = await library.aBook();
    const far = [];
    for (let n = 0; n < 3; n++) far.push(await library.aCopy({ bookId: book.id, homeBranchId: desk.harbour() }));
    const near = await library.aCopy({ bookId: book.id });
    await desk.aWaiting(book.id);
    const ofBook = async (branchId: string) => {
      const { body } = await desk.get(`/branches/${branchId}/pick-list?limit=100`);
      const rows = body.data.filter((row: { book: { id: string } }) => row.book.id === book.id);
      return rows.map((row: { copy: { barcode: string }; waiting: number }) => [row.copy.barcode, row.waiting]);
    };
    expect(await ofBook(desk.main())).toEqual([[near.barcode, 1]]);
    expect(await ofBook(desk.harbour())).toEqual([]);
    await desk.aWaiting(book.id);
    expect(await ofBook(desk.main())).toEqual([[near.barcode, 2]]);
    expect(await ofBook(desk.harbour())).toEqual([[far[0]?.barcode, 2]]);
  });

  test('is in the order of the shelves', async () => {
    const { library } = server;
    const branch = await library.aBranch();
    const shelved = [];
    for (const shelf of ['NON 800', 'FIC AUS', 'FIC MOR']) {
      const copy = await library.aCopy({ homeBranchId: branch.id, shelf });
      await desk.aWaiting(copy.bookId, { pickupBranchId: branch.id });
      shelved.push(copy.barcode);
    }
    expect(await pickList(branch.id)).toEqual([shelved[1], shelved[2], shelved[0]]);
  });

  test('a copy that is not found is marked missing, and the next one is asked for', async () => {
    const { library } = server;
    const book = await library.aBook();
    const [first, second] = [await library.aCopy({ bookId: book.id }), await library.aCopy({ bookId: book.id })];
    await desk.aWaiting(book.id);
    expect(await pickList(desk.main())).toContain(first.barcode);
    await desk.patch(`/copies/${first.barcode}`, { status: 'missing', reason: 'not on its shelf' });
    expect(await pickList(desk.main())).toContain(second.barcode);
    expect(await pickList(desk.main())).not.toContain(first.barcode);
  });

  test('does not ask for a copy of the reading room, and a scan of it gives it to nobody', async () => {
    const copy = await server.library.aCopy({ itemType: 'reference' });
    const hold = await desk.aWaiting(copy.bookId);
    expect(await pickList(desk.main())).not.toContain(copy.barcode);
    expect((await desk.bringBack(copy.barcode)).body.next).toBe('shelve');
    expect(await desk.rowOf('holds', hold.id)).toMatchObject({ status: 'waiting' });
  });

  test('does not ask for copies for members who are away', async () => {
    const copy = await server.library.aCopy();
    await desk.aWaiting(copy.bookId, { suspendedUntil: '2026-04-01' });
    expect(await pickList(desk.main())).not.toContain(copy.barcode);
  });
});

describe('the hold shelf', () => {
  test('has what waits for collection, expired first', async () => {
    const { library, clock } = server;
    const branch = await library.aBranch();
    const ready = [];
    for (let n = 0; n < 3; n++) {
      const copy = await library.aCopy({ homeBranchId: branch.id });
      const hold = await desk.aWaiting(copy.bookId, { pickupBranchId: branch.id });
      await desk.bringBack(copy.barcode, { branchId: branch.id });
      ready.push({ copy, hold });
    }
    const passed = new Date(clock.now().getTime() - 60_000);
    await server.db.owner.query('update holds set shelf_expires_at = $2 where id = $1', [ready[2]?.hold.id, passed]);
    const { body } = await desk.get(`/branches/${branch.id}/hold-shelf`);
    expect(body.data.map((row: { expired: boolean }) => row.expired)).toEqual([true, false, false]);
    expect(body.data[0]).toMatchObject({
      hold: { id: ready[2]?.hold.id, status: 'ready' },
      copy: { barcode: ready[2]?.copy.barcode },
      pickupCode: ready[2]?.hold.member.number.slice(-4),
    });
    expect(body.meta).toMatchObject({ total: 3, hasMore: false });
  });

  test('of a branch that is not there: 404', async () => {
    const nowhere = '/branches/0190a0a0-0000-7000-8000-000000000000';
    for (const list of ['hold-shelf', 'pick-list']) {
      const { status, body } = await desk.get(`${nowhere}/${list}`);
      expect([status, body.code]).toEqual([404, 'BRANCH_NOT_FOUND']);
    }
  });
});
