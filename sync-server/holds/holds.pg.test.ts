import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareHolds } from '#shared/rules/hold-queue.ts';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

describe('placing a hold', () => {
  test('gives the member the last place in the waitlist, with one audit event', async () => {
    const book = await server.library.aBook();
    await desk.aWaiting(book.id);
    const { status, body } = await desk.placeHold(book.id, server.library.member.number);
    expect(status).toBe(201);
    expect(body.hold).toMatchObject({ bookId: book.id, status: 'waiting', position: 2, copyId: null });
    expect(await desk.actionsOf(body.hold.id)).toEqual(['hold.placed']);
  });

  test('twice by one member: HOLD_EXISTS', async () => {
    const book = await server.library.aBook();
    const hold = await desk.aWaiting(book.id);
    const { status, body } = await desk.placeHold(book.id, hold.member.number);
    expect([status, body.code, body.facts.holdId]).toEqual([409, 'HOLD_EXISTS', hold.id]);
  });

  test('by whoever has a copy of the book on loan: ALREADY_YOURS', async () => {
    const copy = await server.library.aCopy();
    const member = await server.library.aMember();
    const loan = await server.library.aLoan({ copyId: copy.id, memberId: member.id });
    const { status, body } = await desk.placeHold(copy.bookId, member.number);
    expect([status, body.code, body.facts.loanId]).toEqual([409, 'ALREADY_YOURS', loan.id]);
  });

  test('on a book that is not in the catalogue, for nobody’s number, to no branch: 404 each', async () => {
    const { library } = server;
    const book = await library.aBook();
    const nothing = '0190a0a0-0000-7000-8000-000000000000';
    const answers = [
      await desk.placeHold(nothing, library.member.number),
      await desk.placeHold(book.id, 'nobody'),
      await desk.placeHold(book.id, library.member.number, { pickupBranchId: nothing }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'BOOK_NOT_FOUND'],
      [404, 'MEMBER_NOT_FOUND'],
      [404, 'BRANCH_NOT_FOUND'],
    ]);
  });

  test('by a suspended member: refused, unless staff set it aside with a reason', async () => {
    const book = await server.library.aBook();
    const member = await server.library.aMember({ status: 'suspended' });
    const refused = await desk.placeHold(book.id, member.number);
    expect(refused.body).toMatchObject({ code: 'MEMBER_SUSPENDED', overridable: true });
    const override = { codes: ['MEMBER_SUSPENDED'], reason: 'for the summer club' };
    expect((await desk.placeHold(book.id, member.number, { override })).status).toBe(201);
  });

  test('by a member for himself, and for nobody else', async () => {
    const { library } = server;
    const book = await library.aBook();
    const me = await library.aMember();
    const place = (membershipNumber: string, more = {}) =>
      server.call({ token: me.token }, 'POST', `/books/${book.id}/holds`, {
        membershipNumber,
        pickupBranchId: desk.main(),
        ...more,
      });
    expect((await place(library.member.number)).status).toBe(403);
    expect((await place('nobody')).status).toBe(403);
    expect((await place(me.number, { override: { codes: ['WAITLIST_FULL'], reason: 'I want it' } })).status).toBe(403);
    expect((await place(me.number)).status).toBe(201);
  });

  test('honours an idempotency key: the same answer, one hold', async () => {
    const book = await server.library.aBook();
    const member = await server.library.aMember();
    const order = { membershipNumber: member.number, pickupBranchId: desk.main() };
    const place = () =>
      server.call(desk.librarian(), 'POST', `/books/${book.id}/holds`, order, {
        headers: { 'idempotency-key': `hold-${book.id}` },
      });
    const [first, second] = [await place(), await place()];
    expect(second.body).toEqual(first.body);
  });
});

describe('a waitlist', () => {
  test('is in the order of priority, then of time; a member sees his own place only', async () => {
    const book = await server.library.aBook();
    const holds = [await desk.aWaiting(book.id), await desk.aWaiting(book.id), await desk.aWaiting(book.id)];
    await server.db.owner.query('update holds set priority = -1 where id = $1', [holds[2]?.id]);
    const { body } = await desk.get(`/books/${book.id}/holds`);
    const inOrder = [holds[2], holds[0], holds[1]];
    expect(body.data.map((hold: { id: string }) => hold.id)).toEqual(inOrder.map((hold) => hold?.id));
    expect(body.data.map((hold: { position: number }) => hold.position)).toEqual([1, 2, 3]);
    const mine = await server.call({ token: holds[0]?.member.token ?? '' }, 'GET', `/books/${book.id}/holds`);
    expect(mine.body.data).toMatchObject([{ id: holds[0]?.id, position: 2 }]);
    expect(mine.body.meta.total).toBe(1);
  });

  test('of a member: what is ready for him comes first', async () => {
    const copy = await server.library.aCopy();
    const waiting = await server.library.aBook();
    const member = await server.library.aMember();
    await desk.placeHold(waiting.id, member.number);
    await desk.placeHold(copy.bookId, member.number);
    await desk.bringBack(copy.barcode);
    const { body } = await server.call({ token: member.token }, 'GET', `/members/${member.id}/holds`);
    expect(body.data).toMatchObject([
      { status: 'ready', barcode: copy.barcode, position: null },
      { status: 'waiting', barcode: null, position: 1 },
    ]);
  });
});

describe('a member who is away', () => {
  test('keeps his place and is passed over until he is back', async () => {
    const copy = await server.library.aCopy();
    const away = await desk.aWaiting(copy.bookId, { suspendedUntil: '2026-03-20' });
    const next = await desk.aWaiting(copy.bookId);
    expect((await desk.bringBack(copy.barcode)).body.hold.id).toBe(next.id);
    await desk.patch(`/holds/${away.id}`, { suspendedUntil: null });
    expect(await desk.actionsOf(away.id)).toEqual(['hold.placed', 'hold.suspended']);
    await desk.cancelHold(next.id);
    expect(await desk.rowOf('holds', away.id)).toMatchObject({ status: 'ready', copy_id: copy.id });
  });

  test('does not stand in the way of a renewal', async () => {
    const copy = await server.library.aCopy();
    const borrower = await server.library.aMember();
    const loan = await server.library.aLoan({ copyId: copy.id, memberId: borrower.id });
    await desk.aWaiting(copy.bookId, { suspendedUntil: '2026-03-20' });
    const renew = () => server.call(desk.librarian(), 'POST', `/loans/${loan.id}/renew`, {});
    expect((await renew()).status).toBe(200);
    await desk.aWaiting(copy.bookId);
    expect((await renew()).body.code).toBe('HOLDS_WAITING');
  });

  test('cannot be away once the copy is ready, nor suspend another’s hold', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId);
    const stranger = { token: server.library.tokens.member };
    const theirs = await server.call(stranger, 'PATCH', `/holds/${hold.id}`, { suspendedUntil: '2026-03-20' });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'HOLD_NOT_FOUND']);
    await desk.bringBack(copy.barcode);
    const late = await desk.patch(`/holds/${hold.id}`, { suspendedUntil: '2026-03-20' });
    expect([late.status, late.body.code]).toEqual([409, 'HOLD_STATE']);
  });
});

describe('who goes first by his category', () => {
  const place = async (bookId: string, category: 'adult' | 'student', pickupBranchId: string) => {
    const member = await server.library.aMember({ category });
    const { body } = await desk.placeHold(bookId, member.number, { pickupBranchId });
    return body.hold;
  };

  test('waits before those of others and behind his own kind, as the policy says when the hold is placed', async () => {
    const { library } = server;
    const branch = await library.aBranch();
    await library.aPolicy({ holdPriority: -1 }, { category: 'student', branchId: branch.id });
    const copy = await library.aCopy();
    const adult = await place(copy.bookId, 'adult', branch.id);
    const student = await place(copy.bookId, 'student', branch.id);
    const second = await place(copy.bookId, 'student', branch.id);
    const late = await place(copy.bookId, 'adult', branch.id);
    const inOrder = [student, second, adult, late];
    expect([adult, student, second, late].map((hold) => hold.position)).toEqual([1, 1, 2, 4]);
    const { body } = await desk.get(`/books/${copy.bookId}/holds`);
    expect(body.data.map((hold: { id: string }) => hold.id)).toEqual(inOrder.map((hold) => hold.id));
    await desk.bringBack(copy.barcode, { branchId: branch.id });
    for (const { id } of inOrder) {
      expect(await desk.rowOf('holds', id)).toMatchObject({ status: 'ready', copy_id: copy.id });
      await desk.cancelHold(id);
    }
  });

  test('a policy that changes later moves nobody', async () => {
    const { library } = server;
    const branch = await library.aBranch();
    const book = await library.aBook();
    const student = await place(book.id, 'student', branch.id);
    await library.aPolicy({ holdPriority: 5 }, { category: 'student', branchId: branch.id });
    const adult = await place(book.id, 'adult', branch.id);
    const { body } = await desk.get(`/books/${book.id}/holds`);
    expect(body.data.map((hold: { id: string }) => hold.id)).toEqual([student.id, adult.id]);
  });
});

describe('a member who collects elsewhere', () => {
  test('keeps his place, and the next copy travels to him', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId);
    await desk.aWaiting(copy.bookId);
    const { status, body } = await desk.patch(`/holds/${hold.id}`, { pickupBranchId: desk.harbour() });
    expect([status, body.hold]).toMatchObject([200, { pickupBranchId: desk.harbour(), position: 1 }]);
    expect(await desk.actionsOf(hold.id)).toEqual(['hold.placed', 'hold.collected_at']);
    expect((await desk.bringBack(copy.barcode)).body).toMatchObject({ next: 'transit', hold: { id: hold.id } });
  });

  test('not at a branch that is not there, nor once the copy is ready; a change of nothing is no change', async () => {
    const copy = await server.library.aCopy();
    const hold = await desk.aWaiting(copy.bookId);
    const change = (changes: object) => desk.patch(`/holds/${hold.id}`, { ...changes });
    const nowhere = await change({ pickupBranchId: '0190a0a0-0000-7000-8000-000000000000' });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'BRANCH_NOT_FOUND']);
    expect((await change({})).status).toBe(400);
    expect((await change({ pickupBranchId: desk.main() })).status).toBe(200);
    expect(await desk.actionsOf(hold.id)).toEqual(['hold.placed']);
    await desk.bringBack(copy.barcode);
    expect((await change({ pickupBranchId: desk.harbour() })).body.code).toBe('HOLD_STATE');
  });

  test('while his copy is returned at that very moment: it goes to the one branch or the other, with its hold', async () => {
    for (let round = 0; round < 10; round++) {
      const copy = await server.library.aCopy();
      const hold = await desk.aWaiting(copy.bookId);
      await Promise.all([
        desk.patch(`/holds/${hold.id}`, { pickupBranchId: desk.harbour() }),
        desk.bringBack(copy.barcode),
      ]);
      const { status, pickup_branch_id: pickup } = await desk.rowOf('holds', hold.id);
      expect([status, pickup]).toEqual(
        pickup === desk.harbour() ? ['in_transit', desk.harbour()] : ['ready', desk.main()],
      );
    }
  });
});

describe('many at once', () => {
  test('twenty members place holds where twelve may wait: twelve do, in the order they were told', async () => {
    const { library } = server;
    const branch = await library.aBranch();
    await library.aPolicy({ maxHoldsPerBook: 12 }, { branchId: branch.id });
    const book = await library.aBook();
    const members = [];
    for (let n = 0; n < 20; n++) members.push(await library.aMember());
    const answers = await Promise.all(
      members.map((member) => desk.placeHold(book.id, member.number, { pickupBranchId: branch.id })),
    );
    const placed = answers.filter(({ status }) => status === 201).map(({ body }) => body.hold);
    expect(placed.map((hold) => hold.position).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body.code)).toEqual(Array(8).fill('WAITLIST_FULL'));
    const told = placed.toSorted((a, b) => a.position - b.position).map((hold) => hold.id);
    expect(
      placed
        .map((hold) => ({ priority: 0, ...hold }))
        .toSorted(compareHolds)
        .map((hold) => hold.id),
    ).toEqual(told);
    const { body } = await desk.get(`/books/${book.id}/holds`);
    expect(body.data.map((hold: { id: string }) => hold.id)).toEqual(told);
  });

  test('one member at ten desks has one hold', async () => {
    const book = await server.library.aBook();
    const member = await server.library.aMember();
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.placeHold(book.id, member.number)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
