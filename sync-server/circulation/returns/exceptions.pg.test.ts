import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

// It is Tuesday 10 March 2026, ten in the morning; the library is closed on Sundays.
let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterEach(() => server.clock.set('2026-03-10T10:00:00.000Z'));
afterAll(() => server.close());

type Lent = { dueAt?: string; checkedOutAt?: string; category?: 'student' | 'adult' };

/** Of a member who has no grace any more. */
async function aLentCopy({
  dueAt = '2026-03-20T18:00:00Z',
  checkedOutAt = '2026-02-01T10:00:00Z',
  category,
}: Lent = {}) {
  const { library } = server;
  const [copy, member] = [await library.aCopy(), await library.aMember(category ? { category } : {})];
  await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [member.id]);
  const times = { checkedOutAt: new Date(checkedOutAt), dueAt: new Date(dueAt) };
  const loan = await library.aLoan({ copyId: copy.id, memberId: member.id, ...times });
  return { ...copy, loanId: loan.id, member };
}

describe('a copy from the book drop', () => {
  test('counts as returned when the branch last closed, and is fined to that day', async () => {
    const copy = await aLentCopy({ dueAt: '2026-03-07T18:00:00Z' });
    const { body } = await desk.bringBack(copy.barcode, { bookDrop: 'last_open_day' });
    expect(body).toMatchObject({ outcome: 'returned', fine: { amount: 25 } });
    expect(body.loan.returnedAt).toBe('2026-03-09T18:00:00.000Z');
  });

  test('that was due on that day costs nothing', async () => {
    const copy = await aLentCopy({ dueAt: '2026-03-09T18:00:00Z' });
    const { body } = await desk.bringBack(copy.barcode, { bookDrop: 'last_open_day' });
    expect(body).not.toHaveProperty('fine');
  });

  test('counts for the day that staff say, and the audit tells both times', async () => {
    const copy = await aLentCopy({ dueAt: '2026-03-03T18:00:00Z' });
    const { body } = await desk.bringBack(copy.barcode, { bookDrop: '2026-03-04' });
    expect(body).toMatchObject({ fine: { amount: 25 }, loan: { returnedAt: '2026-03-04T18:00:00.000Z' } });
    const { rows } = await server.db.owner.query('select at, facts from audit where entity_id = $1', [copy.loanId]);
    expect(rows).toMatchObject([
      {
        at: new Date('2026-03-10T10:00:00.000Z'),
        facts: { bookDrop: '2026-03-04', returnedAt: '2026-03-04T18:00:00.000Z' },
      },
    ]);
  });

  test('that a desk had queued counts from before it was seen there', async () => {
    const copy = await aLentCopy({ dueAt: '2026-03-06T18:00:00Z' });
    const queued = { bookDrop: 'last_open_day', observedAt: '2026-03-09T08:00:00.000Z' };
    const { body } = await desk.bringBack(copy.barcode, queued);
    expect(body.loan.returnedAt).toBe('2026-03-07T18:00:00.000Z');
  });

  test('that was lent only this morning counts from the loan’s own beginning', async () => {
    const copy = await aLentCopy({ checkedOutAt: '2026-03-10T09:00:00.000Z' });
    const { body } = await desk.bringBack(copy.barcode, { bookDrop: 'last_open_day' });
    expect(body.loan.returnedAt).toBe('2026-03-10T09:00:00.000Z');
  });

  test('with a day that is none is bad input', async () => {
    const copy = await aLentCopy();
    expect((await desk.bringBack(copy.barcode, { bookDrop: 'yesterday' })).status).toBe(400);
  });
});

describe('the condition at return', () => {
  test('is recorded of the copy and told in the return’s event', async () => {
    const copy = await aLentCopy();
    await desk.bringBack(copy.barcode, { condition: 'worn' });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available', condition: 'worn' });
    const { rows } = await server.db.owner.query('select facts from audit where entity_id = $1', [copy.loanId]);
    expect(rows).toMatchObject([{ facts: { condition: 'worn' } }]);
  });
});

describe('a copy that was repaired', () => {
  const broken = async () => server.library.aCopy({ status: 'maintenance', condition: 'damaged' });

  test('and is scanned in good condition goes to its shelf when nobody waits', async () => {
    const copy = await broken();
    const { body } = await desk.bringBack(copy.barcode, { condition: 'good' });
    expect(body).toMatchObject({ outcome: 'already_returned', next: 'shelve' });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available', condition: 'good' });
    expect(await desk.actionsOf(copy.id)).toEqual(['copy.moved']);
  });

  test('goes to the hold shelf for the first who waits', async () => {
    const copy = await broken();
    const waiting = await desk.aWaiting(copy.bookId);
    const { body } = await desk.bringBack(copy.barcode, { condition: 'good' });
    expect(body).toMatchObject({ next: 'hold_shelf', hold: { id: waiting.id, status: 'ready' } });
  });

  test('goes on its way to whoever waits at the other branch', async () => {
    const copy = await broken();
    await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    const { body } = await desk.bringBack(copy.barcode, { condition: 'good' });
    expect(body).toMatchObject({ next: 'transit', destination: { code: 'HARB' } });
  });

  test('and is only scanned again stays where it is', async () => {
    const copy = await broken();
    expect((await desk.bringBack(copy.barcode)).body).toMatchObject({ next: 'maintenance' });
    expect(await desk.actionsOf(copy.id)).toEqual([]);
  });
});

describe('a copy that another branch had asked for and that went into maintenance', () => {
  test('stays there when it is scanned, and is not lent by the other branch', async () => {
    const copy = await server.library.aCopy();
    const { body: transfer } = await desk.requestTransfer(copy.barcode, desk.harbour());
    await desk.patch(`/copies/${copy.barcode}`, { status: 'maintenance', reason: 'The spine is broken' });
    expect((await desk.bringBack(copy.barcode)).body.next).toBe('maintenance');
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'maintenance' });
    expect(await desk.rowOf('transfers', transfer.id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('the days on the hold shelf', () => {
  test('are those of the member who waits, not of the one who brings the copy back', async () => {
    await server.library.aPolicy({ shelfHours: 24 }, { category: 'student' });
    await server.library.aPolicy({ shelfHours: 168 }, { category: 'senior' });
    const copy = await aLentCopy({ category: 'student' });
    const senior = await server.library.aMember({ category: 'senior' });
    await desk.placeHold(copy.bookId, senior.number);
    const { body } = await desk.bringBack(copy.barcode);
    // Seven days, and one more for the Sunday among them.
    expect(body.hold.shelfExpiresAt).toBe('2026-03-18T10:00:00.000Z');
  });
});
