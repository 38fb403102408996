import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

/** A copy of main under way to the harbour. */
async function aCopyOnItsWay() {
  const copy = await server.library.aCopy();
  const { body: transfer } = await desk.requestTransfer(copy.barcode, desk.harbour());
  await desk.ship(transfer.id);
  return { copy, transferId: String(transfer.id) };
}

describe('a transfer', () => {
  test('is requested, shipped and received, with one audit event each', async () => {
    const copy = await server.library.aCopy();
    const requested = await desk.requestTransfer(copy.barcode, desk.harbour());
    expect(requested.status).toBe(201);
    expect(requested.body).toMatchObject({ state: 'requested', fromBranchId: desk.main(), toBranchId: desk.harbour() });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available' });

    const shipped = await desk.ship(requested.body.id);
    expect([shipped.status, shipped.body.state]).toEqual([200, 'shipped']);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit', current_branch_id: desk.main() });

    const received = await desk.receive(copy.barcode, desk.harbour());
    expect([received.status, received.body.outcome]).toEqual([200, 'received']);
    expect(await desk.rowOf('transfers', requested.body.id)).toMatchObject({ state: 'received' });
    expect(await desk.actionsOf(requested.body.id)).toEqual([
      'transfer.requested',
      'transfer.shipped',
      'transfer.received',
    ]);
  });

  test('is open once for a copy, and only for what stands at a branch', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    await desk.requestTransfer(copy.barcode, desk.harbour());
    expect((await desk.requestTransfer(copy.barcode, desk.harbour())).body.code).toBe('TRANSFER_OPEN');
    const lent = await library.aCopy();
    await library.aLoan({ copyId: lent.id, memberId: library.member.id });
    expect((await desk.requestTransfer(lent.barcode, desk.harbour())).body.code).toBe('COPY_STATE');
    const here = await library.aCopy();
    expect((await desk.requestTransfer(here.barcode, desk.main())).body.code).toBe('ALREADY_THERE');
    expect((await desk.requestTransfer('nowhere', desk.main())).body.code).toBe('COPY_NOT_FOUND');
  });

  test('of a requested copy ends when a member takes it from the shelf', async () => {
    const copy = await server.library.aCopy();
    const { body } = await desk.requestTransfer(copy.barcode, desk.harbour());
    expect((await desk.lend(copy.barcode, server.library.member.number)).status).toBe(201);
    expect(await desk.rowOf('transfers', body.id)).toMatchObject({ state: 'cancelled' });
  });

  test('is shipped once; a second time, or after its end, it is refused', async () => {
    const { copy, transferId } = await aCopyOnItsWay();
    expect((await desk.ship(transferId)).body.code).toBe('TRANSFER_STATE');
    await desk.receive(copy.barcode, desk.harbour());
    expect((await desk.ship(transferId)).body.code).toBe('TRANSFER_STATE');
    expect((await desk.callOff(transferId)).body.code).toBe('TRANSFER_STATE');
    expect((await desk.ship('0190a0a0-0000-7000-8000-000000000000')).body.code).toBe('TRANSFER_NOT_FOUND');
  });

  test('is shipped by a scan at the returns desk too', async () => {
    const copy = await server.library.aCopy();
    const { body: transfer } = await desk.requestTransfer(copy.barcode, desk.harbour());
    const { body } = await desk.bringBack(copy.barcode);
    expect(body).toMatchObject({ next: 'transit', destination: { code: 'HARB' } });
    expect(await desk.rowOf('transfers', transfer.id)).toMatchObject({ state: 'shipped' });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit' });
  });
});

describe('a transfer is called off', () => {
  test('the copy stands where it was last seen', async () => {
    const { copy, transferId } = await aCopyOnItsWay();
    expect((await desk.callOff(transferId)).body.state).toBe('cancelled');
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'available', current_branch_id: desk.main() });
    expect(await desk.actionsOf(copy.id)).toEqual(['copy.moved']);
  });

  test('a hold it served goes back to its place in the queue', async () => {
    const copy = await server.library.aCopy();
    const first = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    const second = await desk.aWaiting(copy.bookId);
    const { body } = await desk.bringBack(copy.barcode);
    await desk.callOff(body.transfer.id);
    expect(await desk.rowOf('holds', first.id)).toMatchObject({ status: 'waiting', copy_id: null });
    const waitlist = await desk.get(`/books/${copy.bookId}/holds`);
    expect(waitlist.body.data.map((hold: { id: string }) => hold.id)).toEqual([first.id, second.id]);
  });

  test('lost on the way: the copy is missing, and its hold waits for the next copy', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    const { body } = await desk.bringBack(copy.barcode);
    await desk.callOff(body.transfer.id, { copyMissing: true });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'missing' });
    const another = await server.library.aCopy({ bookId: copy.bookId });
    expect((await desk.bringBack(another.barcode)).body.hold.id).toBe(hold.id);
  });
});

test('lost on the way: whoever waited for the copy is on the pick list with the next one', async () => {
  const { library } = server;
  const branch = await library.aBranch();
  const copy = await library.aCopy();
  const hold = await desk.aWaiting(copy.bookId, { pickupBranchId: branch.id });
  const { body } = await desk.bringBack(copy.barcode);
  const next = await library.aCopy({ bookId: copy.bookId, homeBranchId: branch.id });
  const pickList = async () => {
    const { body: list } = await desk.get(`/branches/${branch.id}/pick-list`);
    return list.data.map((row: { copy: { barcode: string } }) => row.copy.barcode);
  };
  expect(await pickList()).toEqual([]);
  await desk.callOff(body.transfer.id, { copyMissing: true });
  expect(await pickList()).toEqual([next.barcode]);
  const pulled = await desk.bringBack(next.barcode, { branchId: branch.id });
  expect(pulled.body).toMatchObject({ next: 'hold_shelf', hold: { id: hold.id } });
});

describe('a damaged copy on its way to be repaired', () => {
  async function aDamagedCopyOnItsWay() {
    const copy = await server.library.aCopy();
    await desk.bringBack(copy.barcode, { condition: 'damaged' });
    const { body } = await desk.requestTransfer(copy.barcode, desk.harbour(), 'repair');
    await desk.ship(body.id);
    return { copy, transferId: body.id };
  }

  test('is in maintenance when it is called off, and not to be lent', async () => {
    const { copy, transferId } = await aDamagedCopyOnItsWay();
    await desk.callOff(transferId);
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'maintenance' });
  });

  test('is sent on from the wrong branch, whoever waits for the book', async () => {
    const { copy } = await aDamagedCopyOnItsWay();
    await desk.aWaiting(copy.bookId);
    const { body } = await desk.receive(copy.barcode, desk.main());
    expect(body).toMatchObject({ next: 'transit', destination: { code: 'HARB' } });
    expect((await desk.receive(copy.barcode, desk.harbour())).body.next).toBe('maintenance');
  });
});

describe('a policy', () => {
  test('lets a copy float: it stays where it is returned, and keeps its home', async () => {
    const { library } = server;
    const branch = await library.aBranch();
    await library.aPolicy({ floats: true }, { branchId: branch.id });
    const copy = await library.aCopy();
    await library.aLoan({ copyId: copy.id, memberId: library.member.id });
    const { body } = await desk.bringBack(copy.barcode, { branchId: branch.id });
    expect(body).toMatchObject({ next: 'shelve', destination: null });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({
      status: 'available',
      current_branch_id: branch.id,
      home_branch_id: desk.main(),
    });
    const hold = await desk.aWaiting(copy.bookId);
    const sent = await desk.bringBack(copy.barcode, { branchId: branch.id });
    expect(sent.body).toMatchObject({ next: 'transit', destination: { code: 'MAIN' }, hold: { id: hold.id } });
  });

  test('says when a copy under way is late; a change is for those sent after it', async () => {
    const { library } = server;
    const [from, to] = [await library.aBranch(), await library.aBranch()];
    const sendOne = async () => {
      const copy = await library.aCopy({ homeBranchId: to.id, currentBranchId: from.id });
      await desk.bringBack(copy.barcode, { branchId: from.id });
      return copy.barcode;
    };
    const before = await sendOne();
    await library.aPolicy({ transferDays: 5 }, { branchId: from.id });
    await sendOne();
    server.clock.advance({ days: 3 });
    const { token } = await library.signIn('librarian');
    const late = await server.call({ token }, 'GET', `/transfers?late=true&toBranchId=${to.id}`);
    expect(late.body.data.map(({ barcode }: { barcode: string }) => barcode)).toEqual([before]);
    server.clock.set('2026-03-10T10:00:00.000Z');
  });
});

describe('a copy comes out of a box', () => {
  test('where another branch had asked for it: it stays there, also when it is scanned twice', async () => {
    const { copy } = await aCopyOnItsWay();
    expect((await desk.receive(copy.barcode, desk.harbour())).body).toMatchObject({
      outcome: 'received',
      next: 'shelve',
    });
    const again = await desk.receive(copy.barcode, desk.harbour());
    expect(again.body).toMatchObject({ outcome: 'already_returned', next: 'shelve' });
    expect((await desk.bringBack(copy.barcode, { branchId: desk.harbour() })).body).toMatchObject({
      next: 'transit',
      destination: { code: 'MAIN' },
    });
  });

  test('after it had been given up: found', async () => {
    const { copy, transferId } = await aCopyOnItsWay();
    await desk.callOff(transferId, { copyMissing: true });
    const { body } = await desk.receive(copy.barcode, desk.harbour());
    expect(body).toMatchObject({ outcome: 'found' });
    expect(await desk.rowOf('copies', copy.id)).not.toMatchObject({ status: 'missing' });
  });

  test('at its home: shelve', async () => {
    const copy = await server.library.aCopy({ homeBranchId: desk.harbour() });
    const lent = await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    expect(lent.id).toBeDefined();
    await desk.bringBack(copy.barcode);
    const { body } = await desk.receive(copy.barcode, desk.harbour());
    expect(body).toMatchObject({ outcome: 'received', next: 'shelve', slip: { kind: 'return' } });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({
      status: 'available',
      current_branch_id: desk.harbour(),
    });
  });

  test('at the wrong branch: it is recorded where it is, and sent on', async () => {
    const { copy, transferId } = await aCopyOnItsWay();
    const wrong = await server.library.aBranch({ code: 'WRONG', name: 'Wrong' });
    const { body } = await desk.receive(copy.barcode, wrong.id);
    expect(body).toMatchObject({ outcome: 'received', next: 'transit', destination: { code: 'HARB' } });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit', current_branch_id: wrong.id });
    expect(await desk.rowOf('transfers', transferId)).toMatchObject({ state: 'cancelled' });
    expect(await desk.rowOf('transfers', body.transfer.id)).toMatchObject({
      from_branch_id: wrong.id,
      to_branch_id: desk.harbour(),
      reason: 'rebalance',
      state: 'shipped',
    });
    expect((await desk.receive(copy.barcode, desk.harbour())).body.outcome).toBe('received');
  });

  test('twice: the second scan changes nothing', async () => {
    const copy = await server.library.aCopy({ homeBranchId: desk.harbour(), currentBranchId: desk.main() });
    await desk.bringBack(copy.barcode);
    await desk.receive(copy.barcode, desk.harbour());
    const { body } = await desk.receive(copy.barcode, desk.harbour());
    expect(body).toMatchObject({ outcome: 'already_returned', next: 'shelve', alreadyReturned: true });
  });

  test('by a desk’s own key: at its branch, not at another', async () => {
    const copy = await server.library.aCopy({ homeBranchId: desk.main(), currentBranchId: desk.harbour() });
    await desk.bringBack(copy.barcode, { branchId: desk.harbour() });
    const key = { deskKey: server.library.deskKey };
    const receive = (branchId: string) =>
      server.call(key, 'POST', '/transfers/receive', { barcode: copy.barcode, branchId });
    expect((await receive(desk.harbour())).status).toBe(403);
    expect((await receive(desk.main())).body).toMatchObject({ outcome: 'received', next: 'shelve' });
  });

  test('as a desk saw it while the line was down: old news undoes nothing newer', async () => {
    const copy = await server.library.aCopy({ homeBranchId: desk.harbour(), currentBranchId: desk.main() });
    await server.db.owner.query('update copies set moved_at = $2 where id = $1', [copy.id, '2026-03-01T10:00:00Z']);
    await desk.bringBack(copy.barcode);
    const stale = await desk.receive(copy.barcode, desk.harbour(), { observedAt: '2026-03-10T09:00:00.000Z' });
    expect(stale.body).toMatchObject({ outcome: 'already_returned', next: 'transit' });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit' });
    server.clock.advance({ minutes: 10 });
    const fresh = await desk.receive(copy.barcode, desk.harbour(), { observedAt: '2026-03-10T10:05:00.000Z' });
    expect(fresh.body).toMatchObject({ outcome: 'received', next: 'shelve' });
    server.clock.set('2026-03-10T10:00:00.000Z');
  });
});

describe('many desks at once', () => {
  test('ten ask for one copy: one journey', async () => {
    const copy = await server.library.aCopy();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.requestTransfer(copy.barcode, desk.harbour())),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('called off while it is received: one of the two, and the copy is where that one says', async () => {
    for (let round = 0; round < 10; round++) {
      const { copy, transferId } = await aCopyOnItsWay();
      await Promise.all([desk.callOff(transferId), desk.receive(copy.barcode, desk.harbour())]);
      const { state } = await desk.rowOf('transfers', transferId);
      const { rows } = await server.db.owner.query(
        `select c.status, count(t.id)::int as open from copies c
         left join transfers t on t.copy_id = c.id and t.ended_at is null where c.id = $1 group by c.status`,
        [copy.id],
      );
      expect(['received', 'cancelled']).toContain(state);
      expect(rows[0].status === 'in_transit').toBe(rows[0].open === 1);
    }
  });
});
