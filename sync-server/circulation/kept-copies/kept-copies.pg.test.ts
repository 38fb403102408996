import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLibrary } from '../../invariants/service.ts';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

/** A copy on the hold shelf for the first of two who wait. */
async function aKeptCopy() {
  const copy = await server.library.aCopy();
  const [first, second] = [await desk.aWaiting(copy.bookId), await desk.aWaiting(copy.bookId)];
  await desk.bringBack(copy.barcode);
  return { copy, first, second };
}
const mark = (barcode: string, status: string) => desk.patch(`/copies/${barcode}`, { status, reason: 'Looked for' });
const noBreach = async () => {
  const breaches = await checkLibrary(server.db.database, server.library.tenantId);
  expect(breaches).toEqual([]);
};

describe('a copy that is kept on the hold shelf', () => {
  test.each(['missing', 'maintenance'])('is marked %s by hand: its hold waits in its old place', async (status) => {
    const { copy, first, second } = await aKeptCopy();
    expect(await mark(copy.barcode, status)).toMatchObject({ status: 200, body: { status } });
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'waiting', copy_id: null });
    expect((await desk.get(`/books/${copy.bookId}/holds`)).body.data).toMatchObject([
      { id: first.id, position: 1 },
      { id: second.id, position: 2 },
    ]);
    expect((await desk.actionsOf(first.id)).slice(-2)).toEqual(['hold.ready', 'hold.requeued']);
    expect((await desk.actionsOf(copy.id)).at(-1)).toBe('copy.changed');
    await noBreach();
  });

  test('is missing: the next copy is asked for and is the first one’s, and so is the lost one when it is found', async () => {
    const { copy, first, second } = await aKeptCopy();
    await mark(copy.barcode, 'missing');
    const other = await server.library.aCopy({ bookId: copy.bookId });
    const { body } = await desk.get(`/branches/${desk.main()}/pick-list?limit=100`);
    const asked = body.data.map((row: { copy: { barcode: string } }) => row.copy.barcode);
    expect(asked).toContain(other.barcode);
    expect((await desk.bringBack(other.barcode)).body).toMatchObject({ next: 'hold_shelf', hold: { id: first.id } });
    expect((await desk.bringBack(copy.barcode)).body).toMatchObject({ next: 'hold_shelf', hold: { id: second.id } });
    await noBreach();
  });

  test('is missing before it was sent to whom it was for: the journey is called off', async () => {
    const copy = await server.library.aCopy();
    const here = await desk.aWaiting(copy.bookId);
    const there = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    await desk.bringBack(copy.barcode);
    await desk.cancelHold(here.id);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'on_hold_shelf' });
    expect((await mark(copy.barcode, 'missing')).status).toBe(200);
    expect(await desk.rowOf('holds', there.id)).toMatchObject({ status: 'waiting', copy_id: null });
    const { body } = await desk.get(`/transfers?fromBranchId=${desk.main()}&state=requested&limit=100`);
    expect(body.data.map(({ copyId }: { copyId: string }) => copyId)).not.toContain(copy.id);
    await noBreach();
  });

  test('stays his when only its label or its shelf mark is changed, and is not lost or withdrawn by hand', async () => {
    const { copy, first } = await aKeptCopy();
    expect((await desk.patch(`/copies/${copy.barcode}`, { shelf: 'Oversize', reason: 'Too tall' })).status).toBe(200);
    for (const status of ['lost', 'withdrawn', 'available']) {
      const { body } = await mark(copy.barcode, status);
      expect([body.code, body.facts.allowed]).toEqual(['COPY_STATE', ['maintenance', 'missing']]);
    }
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
  });
});
