import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireHolds } from '../../circulation/hold-ends/expiry.ts';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

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
    for (const list of ['hold-shelf', 'hold-shelf/to-clear', 'pick-list']) {
      const { status, body } = await desk.get(`${nowhere}/${list}`);
      expect([status, body.code]).toEqual([404, 'BRANCH_NOT_FOUND']);
    }
  });
});

describe('what is to be cleared from the hold shelf', () => {
  const toClear = async () => {
    const { body } = await desk.get(`/branches/${desk.main()}/hold-shelf/to-clear?limit=100`);
    return body.data;
  };
  const rowOf = async (barcode: string) =>
    (await toClear()).find((row: { copy: { barcode: string } }) => row.copy.barcode === barcode);

  /** A copy of the main branch that is ready for the first of those who wait, each at the branch named. */
  async function aReadyCopy(pickups: string[], homeBranchId = desk.main()) {
    const copy = await server.library.aCopy({ homeBranchId });
    const holds = [];
    for (const pickupBranchId of pickups) holds.push(await desk.aWaiting(copy.bookId, { pickupBranchId }));
    await desk.bringBack(copy.barcode);
    const [first, second] = holds;
    if (!first) throw new Error('Somebody must wait.');
    return { copy, first, second: second ?? first };
  }
  const codeOf = ({ member }: { member: { number: string } }) => member.number.slice(-4);

  test('a book that nobody collected and nobody else wants: to its shelf, found by the slip in it', async () => {
    const { copy, first } = await aReadyCopy([desk.main()]);
    expect(await rowOf(copy.barcode)).toBeUndefined();
    server.clock.set('2026-03-13T10:00:00.000Z');
    await expireHolds({ database: server.db.database, now: server.clock.now }, server.library.tenantId);
    const librarian = await server.library.signIn('librarian');
    const { body } = await server.call(librarian, 'GET', `/branches/${desk.main()}/hold-shelf/to-clear?limit=100`);
    expect(body.data).toContainEqual(
      expect.objectContaining({
        copy: expect.objectContaining({ barcode: copy.barcode }),
        because: 'expired',
        pickupCode: codeOf(first),
        next: 'shelve',
        destination: null,
        nextPickupCode: null,
      }),
    );
    server.clock.set('2026-03-10T10:00:00.000Z');
    expect((await desk.bringBack(copy.barcode)).body.next).toBe('shelve');
    expect(await rowOf(copy.barcode)).toBeUndefined();
    expect(await desk.actionsOf(first.id)).toEqual(['hold.placed', 'hold.ready', 'hold.expired', 'hold.shelf_cleared']);
  });

  test('the next member collects here: it needs his slip, which the scan prints', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    await desk.cancelHold(first.id);
    expect(await rowOf(copy.barcode)).toMatchObject({
      because: 'cancelled',
      pickupCode: codeOf(first),
      next: 'hold_shelf',
      nextPickupCode: codeOf(second),
    });
    const { body } = await desk.bringBack(copy.barcode);
    expect(body).toMatchObject({ next: 'hold_shelf', slip: { pickupCode: codeOf(second) } });
    expect(await rowOf(copy.barcode)).toBeUndefined();
  });

  test('the next member collects elsewhere, or its home is elsewhere: it is to be sent', async () => {
    const elsewhere = await aReadyCopy([desk.main(), desk.harbour()]);
    await desk.cancelHold(elsewhere.first.id);
    const guest = await aReadyCopy([desk.main()], desk.harbour());
    await desk.cancelHold(guest.first.id);
    for (const { copy } of [elsewhere, guest]) {
      expect(await rowOf(copy.barcode)).toMatchObject({ next: 'transit', destination: { code: 'HARB' } });
      expect((await desk.bringBack(copy.barcode)).body).toMatchObject({ next: 'transit' });
      expect(await rowOf(copy.barcode)).toBeUndefined();
    }
  });

  test('passed on twice without a scan: one line, by the slip that is still in the book', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    await desk.cancelHold(first.id);
    await desk.cancelHold(second.id);
    const rows = (await toClear()).filter((row: { copy: { barcode: string } }) => row.copy.barcode === copy.barcode);
    expect(rows).toMatchObject([{ pickupCode: codeOf(first), next: 'shelve' }]);
  });

  test('the member took another copy: the one that was kept for him', async () => {
    const { copy, first } = await aReadyCopy([desk.main()]);
    const other = await server.library.aCopy({ bookId: copy.bookId });
    await desk.lend(other.barcode, first.member.number);
    expect(await rowOf(copy.barcode)).toMatchObject({ because: 'fulfilled', next: 'shelve' });
  });

  test('what its member collected, and what was lent from the shelf to the next, is not there any more', async () => {
    const collected = await aReadyCopy([desk.main()]);
    await desk.lend(collected.copy.barcode, collected.first.member.number);
    const passedOn = await aReadyCopy([desk.main(), desk.main()]);
    await desk.cancelHold(passedOn.first.id);
    await desk.lend(passedOn.copy.barcode, passedOn.second.member.number);
    expect([await rowOf(collected.copy.barcode), await rowOf(passedOn.copy.barcode)]).toEqual([undefined, undefined]);
  });

  test('a queued return from before the hold was over clears nothing', async () => {
    const { copy, first } = await aReadyCopy([desk.main()]);
    await desk.cancelHold(first.id);
    await desk.bringBack(copy.barcode, { observedAt: '2026-03-10T09:00:00.000Z' });
    expect(await rowOf(copy.barcode)).toMatchObject({ next: 'shelve' });
  });
});
