import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { expireHolds } from './expiry.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const expire = () => expireHolds({ database: server.db.database, now: server.clock.now }, server.library.tenantId);

/** A copy that is ready for the first of those who wait; each collects at the branch named, or at main. */
async function aReadyCopy(pickups: string[]) {
  const copy = await server.library.aCopy();
  const holds = [];
  for (const pickupBranchId of pickups) holds.push(await desk.aWaiting(copy.bookId, { pickupBranchId }));
  await desk.bringBack(copy.barcode);
  const [first, second] = holds;
  if (!first) throw new Error('Somebody must wait.');
  return { copy, first, second: second ?? first };
}

describe('a hold is cancelled', () => {
  test('while it waits: those behind it move up', async () => {
    const book = await server.library.aBook();
    const [first, second] = [await desk.aWaiting(book.id), await desk.aWaiting(book.id)];
    expect((await desk.cancelHold(first.id)).status).toBe(204);
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'cancelled' });
    expect(await desk.actionsOf(first.id)).toEqual(['hold.placed', 'hold.cancelled']);
    const { body } = await desk.get(`/books/${book.id}/holds`);
    expect(body.data).toMatchObject([{ id: second.id, position: 1 }]);
  });

  test('while its copy waits on the shelf: the next has it at once, with a time of his own', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('holds', second.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
    expect((await desk.rowOf('holds', second.id)).shelf_expires_at.toISOString()).toBe('2026-03-13T10:00:00.000Z');
    expect(await desk.actionsOf(second.id)).toEqual(['hold.placed', 'hold.ready']);
    expect((await desk.lend(copy.barcode, first.member.number)).body.code).toBe('HELD_FOR_ANOTHER');
    expect((await desk.lend(copy.barcode, second.member.number)).body.fulfilledHoldId).toBe(second.id);
  });

  test('while its copy waits and nobody else does: the copy is free', async () => {
    const { copy, first } = await aReadyCopy([desk.main()]);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available' });
  });

  test('the next collects at the other branch: it is to be sent, nobody may take it, and a scan sends it', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.harbour()]);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('holds', second.id)).toMatchObject({ status: 'in_transit', copy_id: copy.id });
    expect((await desk.lend(copy.barcode, first.member.number)).body.code).toBe('HELD_FOR_ANOTHER');
    const toSend = await desk.get(`/transfers?fromBranchId=${desk.main()}&state=requested&limit=100`);
    expect(toSend.body.data).toContainEqual(expect.objectContaining({ copyId: copy.id, reason: 'hold' }));
    const scanned = await desk.bringBack(copy.barcode);
    expect(scanned.body).toMatchObject({ next: 'transit', destination: { code: 'HARB' } });
    const arrived = await desk.receive(copy.barcode, desk.harbour());
    expect(arrived.body).toMatchObject({ next: 'hold_shelf', hold: { id: second.id, status: 'ready' } });
  });

  test('while its copy travels: it travels on for the next', async () => {
    const copy = await server.library.aCopy();
    const first = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    const second = await desk.aWaiting(copy.bookId);
    await desk.bringBack(copy.barcode);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('holds', second.id)).toMatchObject({ status: 'in_transit', copy_id: copy.id });
    const arrived = await desk.receive(copy.barcode, desk.harbour());
    expect(arrived.body).toMatchObject({ outcome: 'received', next: 'transit', destination: { code: 'MAIN' } });
    const back = await desk.receive(copy.barcode, desk.main());
    expect(back.body).toMatchObject({ next: 'hold_shelf', hold: { id: second.id } });
  });

  test('while its copy travels and nobody waits: it travels on, and goes home from there', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    await desk.bringBack(copy.barcode);
    await desk.cancelHold(hold.id);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit' });
    const arrived = await desk.receive(copy.barcode, desk.harbour());
    expect(arrived.body).toMatchObject({ next: 'transit', destination: { code: 'MAIN' } });
  });

  test('by the member himself; another hears that there is no such hold; twice is refused', async () => {
    const book = await server.library.aBook();
    const hold = await desk.aWaiting(book.id);
    const cancel = (token: string) => server.call({ token }, 'DELETE', `/holds/${hold.id}`);
    const stranger = await cancel(server.library.tokens.member);
    expect([stranger.status, stranger.body.code]).toEqual([404, 'HOLD_NOT_FOUND']);
    expect((await cancel(hold.member.token)).status).toBe(204);
    const again = await cancel(hold.member.token);
    expect([again.status, again.body.code]).toEqual([409, 'HOLD_STATE']);
  });

  test('when its member is forgotten: the copy kept for him goes to the next', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    const admin = { token: server.library.tokens.admin };
    expect((await server.call(admin, 'POST', `/members/${first.member.id}/anonymise`)).status).toBe(200);
    expect(await desk.rowOf('holds', second.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
  });
});

describe('a member takes another copy than the one kept for him', () => {
  test('his hold is fulfilled, and the copy that was kept goes to the next', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    const other = await server.library.aCopy({ bookId: copy.bookId });
    const override = { codes: ['HOLDS_WAITING'], reason: 'he has it in his hand' };
    const { status, body } = await desk.lend(other.barcode, first.member.number, { override });
    expect([status, body.fulfilledHoldId]).toEqual([201, first.id]);
    expect(await desk.rowOf('holds', second.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'on_hold_shelf' });
  });

  test('nobody else waits: it is free', async () => {
    const { copy, first } = await aReadyCopy([desk.main()]);
    const other = await server.library.aCopy({ bookId: copy.bookId });
    await desk.lend(other.barcode, first.member.number);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available' });
    expect(await desk.actionsOf(copy.id)).toEqual(['copy.moved', 'copy.moved']);
  });
});

test('a member who asks for the book, whichever copy, is given the one that waits for him', async () => {
  const { copy, first } = await aReadyCopy([desk.main()]);
  await server.library.aCopy({ bookId: copy.bookId });
  const order = { bookId: copy.bookId, branchId: desk.main(), membershipNumber: first.member.number };
  const { body } = await server.call(desk.librarian(), 'POST', '/loans/checkout', order);
  expect(body).toMatchObject({ loan: { copy: { barcode: copy.barcode } }, fulfilledHoldId: first.id });
});

describe('a ready copy that nobody collects', () => {
  test('goes to the next member when its time is over, and not before', async () => {
    const { copy, first, second } = await aReadyCopy([desk.main(), desk.main()]);
    server.clock.set('2026-03-13T09:59:00.000Z');
    await expire();
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'ready' });
    server.clock.set('2026-03-13T10:00:00.000Z');
    expect(await expire()).toBeGreaterThan(0);
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'expired' });
    expect(await desk.actionsOf(first.id)).toEqual(['hold.placed', 'hold.ready', 'hold.expired']);
    const passedOn = await desk.rowOf('holds', second.id);
    expect(passedOn).toMatchObject({ status: 'ready', copy_id: copy.id });
    // 72 hours from a Friday morning, and a day more for the Sunday.
    expect(passedOn.shelf_expires_at.toISOString()).toBe('2026-03-17T10:00:00.000Z');
    server.clock.set('2026-03-10T10:00:00.000Z');
  });

  test('a second run of the job finds nothing to do', async () => {
    await aReadyCopy([desk.main()]);
    server.clock.set('2026-03-13T11:00:00.000Z');
    await expire();
    expect(await expire()).toBe(0);
    server.clock.set('2026-03-10T10:00:00.000Z');
  });
});

test('a hold that cannot be ended keeps none of the others on the shelf, and the job says so', async () => {
  const { main } = server.library.branches;
  const [stuck, other] = [await aReadyCopy([main.id]), await aReadyCopy([main.id])];
  await server.db.owner.query(
    `create function stay() returns trigger language plpgsql as $$ begin raise 'stuck'; end $$;
     create trigger stay before update on holds for each row when (old.id = '${stuck.first.id}') execute function stay()`,
  );
  server.clock.advance({ days: 30 });
  await expect(expire()).rejects.toThrow('1 holds could not be ended.');
  expect(await desk.rowOf('holds', other.first.id)).toMatchObject({ status: 'expired' });
  await server.db.owner.query('drop trigger stay on holds');
  expect(await expire()).toBe(1);
});
