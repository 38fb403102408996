import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const checkout = (barcode: string, membershipNumber: string, more: object = {}) =>
  server.call(librarian(), 'POST', '/loans/checkout', { barcode, membershipNumber, ...more });

const audited = async (entityId: string) => {
  const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [entityId]);
  return rows;
};

describe('checking out', () => {
  test('lends an available copy, due on an open day at closing time', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const member = await library.aMember();
    const answer = await checkout(copy.barcode, member.number);
    expect(answer.status).toBe(201);
    expect(answer.body.loan).toMatchObject({
      copy: { barcode: copy.barcode },
      memberId: member.id,
      dueAt: '2026-03-31T18:00:00.000Z',
      returnedAt: null,
    });
    const { rows } = await server.db.owner.query('select status, due_at from copies where id = $1', [copy.id]);
    expect(rows[0]).toMatchObject({ status: 'on_loan' });
    expect(await audited(answer.body.loan.id)).toMatchObject([{ action: 'loan.checked_out' }]);
  });

  test('begins a loan after the copy’s return, also on a server whose clock is behind', async () => {
    const { library, clock } = server;
    const copy = await library.aCopy();
    const [first, second] = [await library.aMember(), await library.aMember()];
    await checkout(copy.barcode, first.number);
    clock.advance({ minutes: 2 });
    const order = { barcode: copy.barcode, branchId: library.branches.main.id };
    const back = await server.call(librarian(), 'POST', '/loans/return', order);
    clock.advance({ minutes: -1 });
    const { body } = await checkout(copy.barcode, second.number);
    clock.advance({ minutes: -1 });
    expect(body.loan.checkedOutAt).toBe(back.body.loan.returnedAt);
  });

  test('refuses a copy that another member has, and says since when and until when', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const ben = await library.aMember();
    const lent = await checkout(copy.barcode, ben.number);
    const anna = await library.aMember();
    const answer = await checkout(copy.barcode, anna.number);
    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      code: 'COPY_ON_LOAN',
      overridable: false,
      facts: { since: lent.body.loan.checkedOutAt, dueAt: lent.body.loan.dueAt, memberId: ben.id },
    });
  });

  test('refuses a copy that the member has already, and hands over the loan to renew', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const member = await library.aMember();
    const lent = await checkout(copy.barcode, member.number);
    const answer = await checkout(copy.barcode, member.number);
    expect(answer.body).toMatchObject({ code: 'ALREADY_YOURS', facts: { loanId: lent.body.loan.id } });
  });

  test.each([
    ['an unknown barcode', 'COPY_NOT_FOUND'],
    ['an unknown number', 'MEMBER_NOT_FOUND'],
    ['another library’s copy', 'COPY_NOT_FOUND'],
  ])('answers 404 for %s', async (what, code) => {
    const { library } = server;
    const [copy, member] = [await library.aCopy(), await library.aMember()];
    const stranger = await (await server.anotherLibrary()).aCopy();
    const barcode =
      what === 'an unknown barcode' ? 'nowhere' : what === 'an unknown number' ? copy.barcode : stranger.barcode;
    const answer = await checkout(barcode, what === 'an unknown number' ? 'nobody' : member.number);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  });

  test.each(['withdrawn', 'maintenance', 'lost', 'missing'] as const)('refuses a copy that is %s', async (status) => {
    const copy = await server.library.aCopy({ status });
    const answer = await checkout(copy.barcode, server.library.member.number);
    expect(answer.status).toBe(409);
  });

  test('refuses a reference copy by policy, and lends it when staff override with a reason', async () => {
    const { library } = server;
    const copy = await library.aCopy({ itemType: 'reference' });
    const member = await library.aMember();
    const refused = await checkout(copy.barcode, member.number);
    expect(refused.body).toMatchObject({ code: 'COPY_NOT_LENDABLE', overridable: true, liftedBy: 'loans.override' });
    const override = { codes: ['COPY_NOT_LENDABLE'], reason: 'For the exhibition' };
    const lent = await checkout(copy.barcode, member.number, { override });
    expect(lent.status).toBe(201);
    expect(await audited(lent.body.loan.id)).toMatchObject([
      { facts: { overridden: ['COPY_NOT_LENDABLE'], reason: 'For the exhibition' } },
    ]);
  });

  test('refuses suspended and expired members, and those who owe too much', async () => {
    const { library } = server;
    const copy = await library.aCopy();
    const suspended = await library.aMember({ status: 'suspended' });
    const expired = await library.aMember({ expiresOn: '2026-03-09' });
    const owing = await library.aMember();
    await library.aCharge(owing.id, 1000);
    const codes = [];
    for (const { number } of [suspended, expired, owing]) codes.push((await checkout(copy.barcode, number)).body.code);
    expect(codes).toEqual(['MEMBER_SUSPENDED', 'MEMBER_EXPIRED', 'BALANCE_OVER_LIMIT']);
  });

  test('lends any available copy of a book at a branch', async () => {
    const { library } = server;
    const book = await library.aBook();
    await library.aCopy({ bookId: book.id, status: 'maintenance' });
    const free = await library.aCopy({ bookId: book.id });
    const order = {
      bookId: book.id,
      branchId: library.branches.main.id,
      membershipNumber: (await library.aMember()).number,
    };
    const answer = await server.call(librarian(), 'POST', '/loans/checkout', order);
    expect(answer.body.loan.copy.barcode).toBe(free.barcode);
    expect((await server.call(librarian(), 'POST', '/loans/checkout', order)).body.code).toBe('NO_COPY_AVAILABLE');
  });

  test('lends by the book a copy that may be lent, though a reference copy stands before it', async () => {
    const { library } = server;
    const book = await library.aBook();
    await library.aCopy({ bookId: book.id, itemType: 'reference' });
    const lendable = await library.aCopy({ bookId: book.id });
    const { number: membershipNumber } = await library.aMember();
    const order = { bookId: book.id, branchId: library.branches.main.id, membershipNumber };
    const { body } = await server.call(librarian(), 'POST', '/loans/checkout', order);
    expect(body.loan.copy.barcode).toBe(lendable.barcode);
  });

  test('lends by the book a copy that may be lent to this member, though one that may not stands before it', async () => {
    const { library } = server;
    const onlyHere = await library.aBranch();
    await library.aPolicy({ lendable: false }, { itemType: 'new_release', category: 'student', branchId: onlyHere.id });
    const book = await library.aBook();
    await library.aCopy({ bookId: book.id, itemType: 'new_release', homeBranchId: onlyHere.id });
    const regular = await library.aCopy({ bookId: book.id, homeBranchId: onlyHere.id });
    const { number: membershipNumber } = await library.aMember({ category: 'student' });
    const order = { bookId: book.id, branchId: onlyHere.id, membershipNumber };
    const { body } = await server.call(librarian(), 'POST', '/loans/checkout', order);
    expect(body.loan?.copy.barcode).toBe(regular.barcode);
  });

  test('is refused to a member for himself, unless the library allows it', async () => {
    const { library } = server;
    const [copy, other, member] = [await library.aCopy(), await library.aMember(), await library.aMember()];
    const himself = (number: string) =>
      server.call({ token: member.token }, 'POST', '/loans/checkout', {
        barcode: copy.barcode,
        membershipNumber: number,
      });
    expect((await himself(member.number)).status).toBe(403);
    await server.db.owner.query('update tenants set member_self_checkout = true where id = $1', [library.tenantId]);
    expect((await himself(other.number)).status).toBe(403);
    expect((await himself(member.number)).status).toBe(201);
  });

  test('says the same to a member of every number but his own, whether it is anybody’s or not', async () => {
    const { library } = server;
    await server.db.owner.query('update tenants set member_self_checkout = true where id = $1', [library.tenantId]);
    const [copy, member, renewed] = [await library.aCopy(), await library.aMember(), await library.aMember()];
    const card = { newNumber: `${renewed.number}-2`, reason: 'lost' };
    expect((await server.call(librarian(), 'POST', `/members/${renewed.id}/card`, card)).status).toBe(200);
    for (const membershipNumber of [card.newNumber, renewed.number, 'nobody-has-it'])
      for (const what of [{ barcode: copy.barcode }, { bookId: copy.bookId, branchId: library.branches.main.id }]) {
        const order = { ...what, membershipNumber };
        const { body } = await server.call({ token: member.token }, 'POST', '/loans/checkout', order);
        expect(body).toMatchObject({ code: 'FORBIDDEN' });
      }
  });

  test('tells a member at self-service that a copy is on loan, but not whose it is', async () => {
    const { library } = server;
    await server.db.owner.query('update tenants set member_self_checkout = true where id = $1', [library.tenantId]);
    const [copy, ben, anna] = [await library.aCopy(), await library.aMember(), await library.aMember()];
    const lent = await checkout(copy.barcode, ben.number);
    const order = { barcode: copy.barcode, membershipNumber: anna.number };
    const { body } = await server.call({ token: anna.token }, 'POST', '/loans/checkout', order);
    const { checkedOutAt: since, dueAt } = lent.body.loan;
    expect(body).toMatchObject({ code: 'COPY_ON_LOAN', facts: { since, dueAt } });
    expect(JSON.stringify(body)).not.toContain(ben.id);
  });

  test('lends a lost copy that is in the hand when staff mark it found, and the audit says so', async () => {
    const { library } = server;
    const [copy, member] = [await library.aCopy({ status: 'lost' }), await library.aMember()];
    const refused = await checkout(copy.barcode, member.number);
    expect(refused.body).toMatchObject({ code: 'COPY_LOST', overridable: true, facts: { action: 'mark_found' } });
    const override = { codes: ['COPY_LOST'], reason: 'It is in my hand' };
    const { status, body } = await checkout(copy.barcode, member.number, { override });
    expect(status).toBe(201);
    const [event] = await audited(body.loan.id);
    expect(event.facts).toMatchObject({ overridden: ['COPY_LOST'], reason: 'It is in my hand' });
  });

  test('honours an idempotency key: the same answer, one loan', async () => {
    const { library } = server;
    const [copy, member] = [await library.aCopy(), await library.aMember()];
    const body = { barcode: copy.barcode, membershipNumber: member.number };
    const headers = { 'idempotency-key': 'checkout-once' };
    const attempts = Array.from({ length: 20 }, () =>
      server.call(librarian(), 'POST', '/loans/checkout', body, { headers }),
    );
    const answers = await Promise.all(attempts);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(201));
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'] === 'true')).toHaveLength(19);
  });

  test('judges a refused key afresh', async () => {
    const { library } = server;
    const [copy, member] = [await library.aCopy({ status: 'maintenance' }), await library.aMember()];
    const body = { barcode: copy.barcode, membershipNumber: member.number };
    const headers = { 'idempotency-key': 'judged-afresh' };
    expect((await server.call(librarian(), 'POST', '/loans/checkout', body, { headers })).status).toBe(409);
    await server.db.owner.query(`update copies set status = 'available' where id = $1`, [copy.id]);
    expect((await server.call(librarian(), 'POST', '/loans/checkout', body, { headers })).status).toBe(201);
  });
});

describe('many desks at once', () => {
  const rounds = Number(process.env.CARREL_ROUNDS ?? 40);

  test(`twenty desks on one copy, ${rounds} rounds: exactly one loan each`, async () => {
    const { library } = server;
    const members = await Promise.all(Array.from({ length: 20 }, () => library.aMember()));
    for (let round = 0; round < rounds; round++) {
      const copy = await library.aCopy();
      const answers = await Promise.all(members.map((member) => checkout(copy.barcode, member.number)));
      const lent = answers.filter((answer) => answer.status === 201);
      expect(lent).toHaveLength(1);
      expect(answers.filter((answer) => answer.body.code === 'COPY_ON_LOAN')).toHaveLength(19);
      await server.call(librarian(), 'POST', '/loans/return', {
        barcode: copy.barcode,
        branchId: library.branches.main.id,
      });
    }
  });

  test('fourteen checkouts at once for a member with room for ten: ten', async () => {
    const { library } = server;
    const member = await library.aMember();
    const copies = await Promise.all(Array.from({ length: 14 }, () => library.aCopy()));
    const answers = await Promise.all(copies.map((copy) => checkout(copy.barcode, member.number)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10);
    expect(answers.filter((answer) => answer.body.code === 'LOAN_LIMIT')).toHaveLength(4);
  });
});
