import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const main = () => server.library.branches.main.id;
const harbour = () => server.library.branches.harbour.id;

const bringBack = (barcode: string, more: { branchId?: string; [field: string]: unknown } = {}) =>
  server.call(librarian(), 'POST', '/loans/return', { barcode, branchId: main(), ...more });

async function aLentCopy(copy: Parameters<TestServer['library']['aCopy']>[0] = {}) {
  const { library } = server;
  const made = await library.aCopy(copy);
  const member = await library.aMember();
  const loan = await library.aLoan({ copyId: made.id, memberId: member.id });
  return { ...made, loan, member };
}

/** Holds are placed by SQL here: their own room has its own tests. */
async function aHold(bookId: string, pickupBranchId: string, placedAt = '2026-03-01T10:00:00Z') {
  const member = await server.library.aMember();
  const id = uuidv7();
  await server.db.owner.query(
    'insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at) values ($1, $2, $3, $4, $5, $6)',
    [server.library.tenantId, id, bookId, member.id, pickupBranchId, placedAt],
  );
  return { id, member };
}

const rowOf = async (table: 'copies' | 'loans' | 'holds' | 'transfers', id: string) => {
  const { rows } = await server.db.owner.query(`select * from ${table} where id = $1`, [id]);
  return rows[0];
};
const actionsOf = async (entityId: string): Promise<string[]> => {
  const { rows } = await server.db.owner.query('select action from audit where entity_id = $1 order by id', [entityId]);
  return rows.map((row) => row.action);
};

describe('returning', () => {
  test('an open loan at home: the loan is closed, shelve, one audit event', async () => {
    const copy = await aLentCopy({ shelf: 'FIC MOR' });
    const { status, body } = await bringBack(copy.barcode);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'returned',
      next: 'shelve',
      alreadyReturned: false,
      shelf: 'FIC MOR',
      destination: null,
    });
    expect(body.loan).toMatchObject({ id: copy.loan.id, returnedAt: server.clock.now().toISOString() });
    expect(await rowOf('copies', copy.id)).toMatchObject({ status: 'available', due_at: null });
    expect(await actionsOf(copy.loan.id)).toEqual(['loan.returned']);
    expect(await actionsOf(copy.id)).toEqual([]);
  });

  test('twice: the second time it was already returned, and nothing is written', async () => {
    const copy = await aLentCopy();
    await bringBack(copy.barcode);
    const { status, body } = await bringBack(copy.barcode);
    expect([status, body.outcome, body.next, body.alreadyReturned]).toEqual([200, 'already_returned', 'shelve', true]);
    expect(await actionsOf(copy.loan.id)).toEqual(['loan.returned']);
  });

  test('away from home: a transfer home is opened, the answer says where to', async () => {
    const copy = await aLentCopy({ homeBranchId: harbour() });
    const { body } = await bringBack(copy.barcode);
    expect(body).toMatchObject({
      next: 'transit',
      destination: { code: 'HARB', name: 'Harbour' },
      slip: { kind: 'transit' },
    });
    expect(await rowOf('transfers', body.transfer.id)).toMatchObject({
      state: 'shipped',
      reason: 'home',
      to_branch_id: harbour(),
    });
    expect(await rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit', current_branch_id: main() });
    const arrived = await bringBack(copy.barcode, { branchId: harbour() });
    expect(arrived.body).toMatchObject({ outcome: 'received', next: 'shelve' });
    expect(await rowOf('transfers', body.transfer.id)).toMatchObject({ state: 'received' });
    expect(await rowOf('copies', copy.id)).toMatchObject({ status: 'available', current_branch_id: harbour() });
  });

  test('somebody waits here: hold shelf until it expires, and the slip names nobody', async () => {
    const copy = await aLentCopy();
    const hold = await aHold(copy.bookId, main());
    const { body } = await bringBack(copy.barcode);
    expect(body).toMatchObject({
      next: 'hold_shelf',
      hold: { id: hold.id, status: 'ready' },
      slip: { pickupCode: hold.member.number.slice(-4) },
    });
    expect(body.hold.shelfExpiresAt).toBe('2026-03-13T10:00:00.000Z');
    expect(await rowOf('copies', copy.id)).toMatchObject({ status: 'on_hold_shelf' });
    expect(await actionsOf(hold.id)).toEqual(['hold.ready']);
    const other = await server.call(librarian(), 'POST', '/loans/checkout', {
      barcode: copy.barcode,
      membershipNumber: copy.member.number,
    });
    expect(other.body).toMatchObject({ code: 'HELD_FOR_ANOTHER', overridable: false });
    const collected = await server.call(librarian(), 'POST', '/loans/checkout', {
      barcode: copy.barcode,
      membershipNumber: hold.member.number,
    });
    expect(collected.body.fulfilledHoldId).toBe(hold.id);
    expect(await rowOf('holds', hold.id)).toMatchObject({ status: 'fulfilled' });
  });

  test('somebody waits at the other branch: sent there, received there, on its shelf', async () => {
    const copy = await aLentCopy();
    const hold = await aHold(copy.bookId, harbour());
    const sent = await bringBack(copy.barcode);
    expect(sent.body).toMatchObject({ next: 'transit', destination: { code: 'HARB' }, hold: { status: 'in_transit' } });
    const arrived = await bringBack(copy.barcode, { branchId: harbour() });
    expect(arrived.body).toMatchObject({
      outcome: 'received',
      next: 'hold_shelf',
      hold: { id: hold.id, status: 'ready' },
    });
  });

  test('damaged: maintenance, and nobody is given it', async () => {
    const copy = await aLentCopy();
    const hold = await aHold(copy.bookId, main());
    const { body } = await bringBack(copy.barcode, { condition: 'damaged' });
    expect(body.next).toBe('maintenance');
    expect(await rowOf('copies', copy.id)).toMatchObject({ status: 'maintenance', condition: 'damaged' });
    expect(await rowOf('holds', hold.id)).toMatchObject({ status: 'waiting' });
  });

  test('lost or missing: found, its state repaired', async () => {
    const copy = await server.library.aCopy({ status: 'lost' });
    expect((await bringBack(copy.barcode)).body).toMatchObject({ outcome: 'found', next: 'shelve' });
    expect(await actionsOf(copy.id)).toEqual(['copy.moved']);
  });

  test('an unknown barcode or another library’s: 404', async () => {
    const stranger = await (await server.anotherLibrary()).aCopy();
    for (const barcode of ['nowhere', stranger.barcode]) {
      const { status, body } = await bringBack(barcode);
      expect([status, body.code]).toEqual([404, 'COPY_NOT_FOUND']);
    }
  });

  test('by a desk’s own key: at its branch, not at another', async () => {
    const copy = await aLentCopy();
    const desk = { deskKey: server.library.deskKey };
    const order = { barcode: copy.barcode, branchId: harbour() };
    expect((await server.call(desk, 'POST', '/loans/return', order)).status).toBe(403);
    expect((await server.call(desk, 'POST', '/loans/return', { ...order, branchId: main() })).status).toBe(200);
  });
});

describe('a return that a desk had queued', () => {
  test('is dated when the copy was seen', async () => {
    const copy = await aLentCopy();
    const { body } = await bringBack(copy.barcode, { observedAt: '2026-03-09T17:00:00.000Z' });
    expect(body.loan.returnedAt).toBe('2026-03-09T17:00:00.000Z');
  });

  test('from before the present loan began is superseded: the newer loan is left alone', async () => {
    const copy = await aLentCopy();
    const { body } = await bringBack(copy.barcode, { observedAt: '2026-03-01T17:00:00.000Z' });
    expect(body).toMatchObject({ outcome: 'superseded', next: 'refer' });
    expect(await rowOf('loans', copy.loan.id)).toMatchObject({ returned_at: null });
  });
});

describe('many desks at once', () => {
  test('three desks return three copies of a book that three members wait for: first come, first served', async () => {
    const book = await server.library.aBook();
    const copies = await Promise.all([1, 2, 3].map(() => aLentCopy({ bookId: book.id })));
    const times = ['2026-03-01T10:00:00Z', '2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'];
    const holds = [];
    for (const placedAt of times) holds.push(await aHold(book.id, main(), placedAt));
    const answers = await Promise.all(copies.map((copy) => bringBack(copy.barcode)));
    const served = answers.map((answer) => answer.body.hold?.id).sort();
    expect(served).toEqual(
      holds
        .slice(0, 3)
        .map((hold) => hold.id)
        .sort(),
    );
    expect(await rowOf('holds', holds[3]?.id ?? '')).toMatchObject({ status: 'waiting' });
  });

  test('twenty returns of one copy at once close its loan once', async () => {
    const copy = await aLentCopy();
    const answers = await Promise.all(Array.from({ length: 20 }, () => bringBack(copy.barcode)));
    expect(answers.filter((answer) => answer.body.outcome === 'returned')).toHaveLength(1);
    expect(await actionsOf(copy.loan.id)).toEqual(['loan.returned']);
  });
});
