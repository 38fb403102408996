import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { tendWaitedFor } from './tend-waited-for.ts';

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

  test('asks also for a copy that the library gets while somebody waits', async () => {
    const book = await server.library.aBook();
    await desk.aWaiting(book.id);
    const bought = { barcode: `new-${book.id}`, homeBranchId: desk.main() };
    await server.call(desk.librarian(), 'POST', `/books/${book.id}/copies`, bought);
    expect(await pickList(desk.main())).toContain(bought.barcode);
  });
});

describe('a copy of the pick list is not on its shelf', () => {
  const notFound = (barcode: string, branchId: string) =>
    server.call(desk.librarian(), 'POST', `/branches/${branchId}/pick-list/not-found`, { barcode });

  test('but still on the hold shelf, with the slip of a hold that is over: it is not missing', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId);
    await desk.bringBack(copy.barcode);
    await desk.cancelHold(hold.id);
    await desk.aWaiting(copy.bookId);
    expect(await pickList(desk.main())).toContain(copy.barcode);
    const { status, body } = await notFound(copy.barcode, desk.main());
    expect([status, body.code]).toEqual([409, 'COPY_STATE']);
    expect(body.detail).toMatch(/hold shelf/);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available' });
  });

  test('it is missing from now on, and the next copy is asked for at once, at the branch where it stands', async () => {
    const { library } = server;
    const book = await library.aBook();
    const near = await library.aCopy({ bookId: book.id });
    const far = await library.aCopy({ bookId: book.id, homeBranchId: desk.harbour(), shelf: 'FIC WOO' });
    const hold = await desk.aWaiting(book.id);
    const { status, body } = await notFound(near.barcode, desk.main());
    expect(status).toBe(200);
    expect(body).toEqual({
      barcode: near.barcode,
      title: book.title,
      instead: { barcode: far.barcode, shelf: 'FIC WOO', branchId: desk.harbour(), code: 'HARB', name: 'Harbour' },
    });
    expect(await desk.rowOf('copies', near.id)).toMatchObject({ status: 'missing' });
    expect(await desk.actionsOf(near.id)).toEqual(['copy.changed']);
    expect(await pickList(desk.main())).not.toContain(near.barcode);
    expect(await pickList(desk.harbour())).toContain(far.barcode);
    expect(await desk.rowOf('holds', hold.id)).toMatchObject({ status: 'waiting' });
  });

  test('where there is no other copy nothing is asked for instead, and the hold waits on', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId);
    expect((await notFound(copy.barcode, desk.main())).body.instead).toBeNull();
    expect(await desk.rowOf('holds', hold.id)).toMatchObject({ status: 'waiting', copy_id: null });
  });

  test('it was lent meanwhile, or stands at another branch: nothing is called missing', async () => {
    const { library } = server;
    const lent = await library.aCopy();
    await desk.lend(lent.barcode, library.member.number);
    const away = await library.aCopy({ homeBranchId: desk.harbour() });
    for (const copy of [lent, away]) {
      const { status, body } = await notFound(copy.barcode, desk.main());
      expect([status, body.code]).toEqual([409, 'COPY_STATE']);
    }
    expect(await desk.rowOf('copies', away.id)).toMatchObject({ status: 'available' });
  });

  test('a barcode of no copy: 404', async () => {
    const { status, body } = await notFound('nothing', desk.main());
    expect([status, body.code]).toEqual([404, 'COPY_NOT_FOUND']);
  });
});

describe('the marks that a pick list is read by', () => {
  const marked = async (copyId: string) => (await desk.rowOf('copies', copyId)).waited_for;
  const tend = () => tendWaitedFor(server.db.database, server.library.tenantId);

  test('go when nobody waits any more, and only then', async () => {
    const [kept, dropped] = [await server.library.aCopy(), await server.library.aCopy()];
    await desk.aWaiting(kept.bookId);
    const hold = await desk.aWaiting(dropped.bookId);
    await desk.cancelHold(hold.id);
    expect(await marked(dropped.id)).toBe(true);
    await tend();
    expect([await marked(kept.id), await marked(dropped.id)]).toEqual([true, false]);
    expect(await tend()).toBe(0);
  });

  test('are made good where a copy was added at the very moment of the first hold', async () => {
    const copy = await server.library.aCopy();
    await desk.aWaiting(copy.bookId);
    await server.db.owner.query('update copies set waited_for = false where id = $1', [copy.id]);
    await tend();
    expect(await pickList(desk.main())).toContain(copy.barcode);
  });

  test('are there for each hold that is placed while they are tended', async () => {
    for (let round = 0; round < 10; round++) {
      const copy = await server.library.aCopy();
      const first = await desk.aWaiting(copy.bookId);
      await desk.cancelHold(first.id);
      await Promise.all([desk.aWaiting(copy.bookId), tend()]);
      expect(await marked(copy.id)).toBe(true);
    }
  });
});
