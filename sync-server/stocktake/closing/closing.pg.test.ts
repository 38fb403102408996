import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting, type Fields, nth } from '../testing/counting.ts';

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

const statusOf = async (copy: { id: string }) => (await people.stateOf(copy.id)).status;
const minutes = (n: number) => server.clock.advance({ minutes: n });

async function auditOf(entityId: string) {
  const text = 'select action, facts, actor_kind, actor_id from audit where entity_id = $1 order by id';
  return (await server.db.owner.query(text, [entityId])).rows;
}

async function aLentCopy(shelf: string) {
  const copy = await people.aStandingCopy({ shelf });
  const member = await server.library.aMember();
  const loan = await server.library.aLoan({ copyId: copy.id, memberId: member.id });
  return { ...copy, loanId: loan.id, member };
}

describe('closing a count', () => {
  test('does what was chosen, and nothing about the rest', async () => {
    const { scope, copies } = await people.aShelf(3);
    const [chosen, left, seen] = [nth(copies, 0), nth(copies, 1), nth(copies, 2)];
    const count = await people.openCount(scope);
    await people.scan(count.id, [seen.barcode]);
    minutes(5);
    const actions = [{ barcode: chosen.barcode, action: 'mark_missing' }];
    const { status, body } = await people.close(count.id, { actions });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'closed',
      closedAt: server.clock.now().toISOString(),
      closedBy: { kind: 'staff', id: server.library.staff.manager.id },
      closing: { chosen: 2, done: 2, skipped: 0 },
    });
    expect([await statusOf(chosen), await statusOf(left), await statusOf(seen)]).toEqual([
      'missing',
      'available',
      'available',
    ]);
    expect(await desk.actionsOf(count.id)).toEqual(['stocktake.opened', 'stocktake.closing', 'stocktake.closed']);
  });

  test('does what was chosen for a kind, unless a copy was named itself', async () => {
    const { shelf, scope, copies } = await people.aShelf(2);
    const [named, missing] = [nth(copies, 0), nth(copies, 1)];
    const lost = await people.aStandingCopy({ shelf, status: 'missing' });
    const count = await people.openCount(scope);
    await people.scan(count.id, [lost.barcode]);
    minutes(5);
    const actions = [{ barcode: named.barcode, action: 'mark_missing' }];
    const kinds = [{ kind: 'missing', action: 'ignore' }];
    await people.close(count.id, { actions, kinds, applyProposed: true });
    expect([await statusOf(named), await statusOf(missing), await statusOf(lost)]).toEqual([
      'missing',
      'available',
      'available',
    ]);
  });

  test('audits every change once, with the count it belongs to and who closed it', async () => {
    const { shelf, scope, copies } = await people.aShelf(1);
    const lent = await aLentCopy(shelf);
    const count = await people.openCount(scope);
    await people.scan(count.id, [lent.barcode]);
    await people.close(count.id);
    const by = { actor_kind: 'staff', actor_id: server.library.staff.manager.id };
    const facts = { stocktakeId: count.id };
    expect(await auditOf(nth(copies, 0).id)).toMatchObject([
      {
        action: 'copy.changed',
        ...by,
        facts: { ...facts, from: 'available', move: 'mark_missing', changed: { status: 'missing' } },
      },
    ]);
    expect(await auditOf(lent.loanId)).toMatchObject([
      { action: 'loan.returned', ...by, facts: { ...facts, copyId: lent.id } },
    ]);
  });

  test('a second time changes nothing', async () => {
    const { scope, copies } = await people.aShelf(2);
    const count = await people.openCount(scope);
    await people.close(count.id, { actions: [] });
    minutes(1);
    const again = await people.close(count.id);
    expect([again.status, again.body.state, again.body.closing]).toEqual([
      200,
      'closed',
      { chosen: 2, done: 2, skipped: 0 },
    ]);
    expect(await statusOf(nth(copies, 0))).toBe('available');
    expect(await desk.actionsOf(count.id)).toHaveLength(3);
  });

  test('sent again under its key, while it is at work or long after, says again what it said', async () => {
    const { scope } = await people.aShelf(20);
    const count = await people.openCount(scope);
    const send = () => {
      const headers = { 'idempotency-key': `close ${count.id}` };
      const path = `/stocktakes/${count.id}/close`;
      return server.call(people.manager, 'POST', path, { applyProposed: true }, { headers });
    };
    const [first, atOnce] = await Promise.all([send(), send()]);
    expect(atOnce.body).toEqual(first.body);
    const again = await send();
    expect([again.body, again.headers['idempotent-replayed']]).toEqual([first.body, 'true']);
    expect(await desk.actionsOf(count.id)).toHaveLength(3);
  });

  test('by two managers at once is done once', async () => {
    const { scope, copies } = await people.aShelf(20);
    const count = await people.openCount(scope);
    const answers = await Promise.all([people.close(count.id), people.close(count.id), people.close(count.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await people.get(`/stocktakes/${count.id}`)).body).toMatchObject({
      state: 'closed',
      closing: { done: 20 },
    });
    for (const copy of copies) expect(await desk.actionsOf(copy.id)).toEqual(['copy.changed']);
  });

  test('is refused once the count was abandoned', async () => {
    const count = await people.openCount((await people.aShelf(1)).scope);
    await people.abandon(count.id);
    const { status, body } = await people.close(count.id);
    expect([status, body.code, body.facts]).toEqual([409, 'STOCKTAKE_STATE', { state: 'abandoned' }]);
  });

  test('leaves a copy alone that was lent between the choice and the deed, and says so', async () => {
    const { scope, copies } = await people.aShelf(1);
    const copy = nth(copies, 0);
    const count = await people.openCount(scope);
    const [found] = await people.differences(count.id);
    minutes(1);
    await desk.lend(copy.barcode, (await server.library.aMember()).number);
    const { body } = await people.close(count.id, { actions: [{ barcode: copy.barcode, action: found?.proposed }] });
    expect(body.closing).toEqual({ chosen: 1, done: 0, skipped: 1 });
    expect(await statusOf(copy)).toBe('on_loan');
    const { body: report } = await people.get(`/stocktakes/${count.id}/report`);
    expect(report.data).toMatchObject([
      { barcode: copy.barcode, state: 'skipped', sentence: expect.stringContaining('Left alone: it was lent') },
    ]);
  });

  test('does nothing that does not fit', async () => {
    const { scope, copies } = await people.aShelf(1);
    const count = await people.openCount(scope);
    const { body } = await people.close(count.id, {
      actions: [{ barcode: nth(copies, 0).barcode, action: 'reinstate' }],
    });
    expect(body.closing).toEqual({ chosen: 1, done: 0, skipped: 1 });
    expect(await statusOf(nth(copies, 0))).toBe('available');
  });
});

describe('what is proposed, applied', () => {
  /** One copy, seen in a count that is then closed with what is proposed. @returns its finding */
  async function seenAndClosed(copy: { barcode: string }, scope: Fields, shelf?: string) {
    const count = await people.openCount(scope);
    minutes(1);
    await people.scan(count.id, [{ barcode: copy.barcode, ...(shelf ? { shelf } : {}) }]);
    minutes(1);
    await people.close(count.id);
    const { body } = await people.get(`/stocktakes/${count.id}/report`);
    return body.data[0];
  }

  test('seen but on loan: the loan ends when the copy was seen, with its rules', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await aLentCopy(shelf);
    const finding = await seenAndClosed(copy, scope);
    expect(finding).toMatchObject({ kind: 'on_loan', action: 'return', state: 'done', next: 'shelve' });
    expect(await statusOf(copy)).toBe('available');
    expect((await desk.rowOf('loans', copy.loanId)).returned_at.toISOString()).toBe('2026-03-10T10:01:00.000Z');
  });

  test('seen but on loan, while somebody waits: it is kept for him, and the report says to fetch it', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await aLentCopy(shelf);
    const hold = await desk.aWaiting(copy.bookId);
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'on_loan', next: 'hold_shelf' });
    expect((await desk.rowOf('holds', hold.id)).status).toBe('ready');
    expect(await statusOf(copy)).toBe('on_hold_shelf');
  });

  test('lost on loan: found, and the charge for it is taken back', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await aLentCopy(shelf);
    const charge = { amount: 3000, currency: 'USD' };
    await server.call(desk.librarian(), 'POST', `/loans/${copy.loanId}/lost`, { reason: 'Gone', charge });
    minutes(1);
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'lost', action: 'mark_found', state: 'done' });
    expect(await statusOf(copy)).toBe('available');
    const { body } = await desk.get(`/members/${copy.member.id}/account`);
    expect(body.balance.amount).toBe(0);
  });

  test('missing for long: found', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await people.aStandingCopy({ shelf, status: 'missing' });
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'lost', action: 'mark_found', next: 'shelve' });
    expect(await statusOf(copy)).toBe('available');
  });

  test('of another branch: it is sent home', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await people.aStandingCopy({ shelf, homeBranchId: desk.harbour() });
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'elsewhere', action: 'send_home', next: 'transit' });
    expect(await people.stateOf(copy.id)).toMatchObject({ status: 'in_transit', current_branch_id: desk.main() });
  });

  test('of this branch, recorded at another: it is recorded here', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await people.aStandingCopy({ shelf, currentBranchId: desk.harbour() });
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'elsewhere', action: 'record_here' });
    expect(await people.stateOf(copy.id)).toMatchObject({ status: 'available', current_branch_id: desk.main() });
  });

  test('in transit: it is received', async () => {
    const { shelf, scope } = await people.aShelf(0);
    const copy = await people.aStandingCopy({ shelf, currentBranchId: desk.harbour() });
    const { body } = await desk.requestTransfer(copy.barcode, desk.main());
    await desk.ship(body.id);
    minutes(1);
    expect(await seenAndClosed(copy, scope)).toMatchObject({ kind: 'in_transit', action: 'receive', next: 'shelve' });
    expect((await desk.rowOf('transfers', body.id)).state).toBe('received');
  });

  test('on a shelf with another name: the record follows', async () => {
    const { scope } = await people.aShelf(0);
    const copy = await people.aStandingCopy({ shelf: 'Attic' });
    const finding = await seenAndClosed(copy, scope, 'Basement');
    expect(finding).toMatchObject({ kind: 'wrong_shelf', action: 'correct_shelf', seenOn: 'Basement' });
    expect((await people.stateOf(copy.id)).shelf).toBe('Basement');
    expect(await auditOf(copy.id)).toMatchObject([
      { action: 'copy.changed', facts: { changed: { shelf: 'Basement' } } },
    ]);
  });

  test('among the wrong call numbers, withdrawn, or unknown: the record stays, and somebody has work at the shelf', async () => {
    const { scope } = await people.aShelf(0);
    const astray = await people.aStandingCopy({ shelf: '500 HAW' });
    expect(await seenAndClosed(astray, scope)).toMatchObject({
      kind: 'wrong_shelf',
      action: 'reshelve',
      state: 'done',
    });
    const gone = await people.aStandingCopy({ status: 'withdrawn' });
    expect(await seenAndClosed(gone, scope)).toMatchObject({ kind: 'withdrawn', action: 'take_off' });
    expect(await seenAndClosed({ barcode: 'nobody’s' }, scope)).toMatchObject({ kind: 'unknown', action: 'take_off' });
    expect([await statusOf(gone), (await people.stateOf(astray.id)).shelf]).toEqual(['withdrawn', '500 HAW']);
  });

  test('not seen, while it was asked for elsewhere: missing, and its journey is called off', async () => {
    const { scope, copies } = await people.aShelf(1);
    const { body } = await desk.requestTransfer(nth(copies, 0).barcode, desk.harbour());
    const count = await people.openCount(scope);
    await people.close(count.id);
    expect(await statusOf(nth(copies, 0))).toBe('missing');
    expect((await desk.rowOf('transfers', body.id)).state).toBe('cancelled');
  });
});

test('a withdrawn copy is reinstated by a person’s choice', async () => {
  const { shelf, scope } = await people.aShelf(0);
  const copy = await people.aStandingCopy({ shelf, status: 'withdrawn', currentBranchId: desk.harbour() });
  const count = await people.openCount(scope);
  await people.scan(count.id, [copy.barcode]);
  await people.close(count.id, { actions: [{ barcode: copy.barcode, action: 'reinstate' }] });
  expect(await people.stateOf(copy.id)).toMatchObject({ status: 'available', current_branch_id: desk.main() });
});

test('an abandoned count leaves no trace in the copies', async () => {
  const { scope, copies } = await people.aShelf(2);
  const count = await people.openCount(scope);
  await people.scan(count.id, [nth(copies, 0).barcode]);
  const { status, body } = await people.abandon(count.id);
  expect([status, body.state, body.closing]).toEqual([200, 'abandoned', null]);
  expect((await people.abandon(count.id)).status).toBe(200);
  for (const copy of copies) expect([await statusOf(copy), await desk.actionsOf(copy.id)]).toEqual(['available', []]);
  expect((await people.scan(count.id, [nth(copies, 1).barcode])).body).toMatchObject({ state: 'abandoned', late: 1 });
  expect(await people.differences(count.id)).toEqual([]);
});
