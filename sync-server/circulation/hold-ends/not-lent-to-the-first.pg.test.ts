import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  await server.library.aPolicy({ lendable: false }, { itemType: 'new_release', category: 'student' });
});
afterAll(() => server.close());

/** A copy of a new release, which is not lent to students. */
const aNewRelease = (bookId?: string) =>
  server.library.aCopy({ itemType: 'new_release', ...(bookId ? { bookId } : {}) });

async function aWaitingStudent(bookId: string): Promise<{ id: string }> {
  const { number } = await server.library.aMember({ category: 'student' });
  return (await desk.placeHold(bookId, number)).body.hold;
}

describe('a new release that a student waits for, to whom none is lent', () => {
  test('is kept for the next who may have it, and the student keeps his place for a regular copy', async () => {
    const copy = await aNewRelease();
    const student = await aWaitingStudent(copy.bookId);
    const second = await desk.aWaiting(copy.bookId);
    expect((await desk.bringBack(copy.barcode)).body).toMatchObject({ next: 'hold_shelf', hold: { id: second.id } });
    const regular = await server.library.aCopy({ bookId: copy.bookId });
    expect((await desk.bringBack(regular.barcode)).body.hold.id).toBe(student.id);
  });

  test('passes to the next who may have it when a hold is over', async () => {
    const copy = await aNewRelease();
    const first = await desk.aWaiting(copy.bookId);
    await desk.bringBack(copy.barcode);
    await aWaitingStudent(copy.bookId);
    const third = await desk.aWaiting(copy.bookId);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('holds', third.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
  });

  test('is shelved, or stays free, where nobody else waits', async () => {
    const copy = await aNewRelease();
    const first = await desk.aWaiting(copy.bookId);
    await aWaitingStudent(copy.bookId);
    await desk.bringBack(copy.barcode);
    await desk.cancelHold(first.id);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available' });
    expect((await desk.bringBack(copy.barcode)).body.next).toBe('shelve');
  });
});
