import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

// It is Tuesday 10 March 2026, ten in the morning; the library is closed on Sundays.
let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const usd = (amount: number) => ({ amount, currency: 'USD' });
const post = (path: string, body: object) => server.call(librarian(), 'POST', path, body);
const lose = (loanId: string, cents?: number) =>
  post(`/loans/${loanId}/lost`, { reason: 'Says it is gone', ...(cents ? { charge: usd(cents) } : {}) });
const bringBack = (barcode: string) => post('/loans/return', { barcode, branchId: server.library.branches.main.id });
const pay = (memberId: string, cents: number) =>
  post(`/members/${memberId}/account/payments`, { amount: usd(cents), method: 'cash' });
const forgive = (memberId: string, cents: number) =>
  server.call({ token: server.library.tokens.manager }, 'POST', `/members/${memberId}/account/waivers`, {
    amount: usd(cents),
    reason: 'The house burned down',
  });
const balanceOf = async (memberId: string) =>
  (await server.call(librarian(), 'GET', `/members/${memberId}/account`)).body.balance.amount;

async function aLentCopy(dueAt = '2026-03-20T18:00:00Z') {
  const { library } = server;
  const [copy, member] = [await library.aCopy(), await library.aMember()];
  await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [member.id]);
  const times = { checkedOutAt: new Date('2026-02-01T10:00:00Z'), dueAt: new Date(dueAt) };
  const loan = await library.aLoan({ copyId: copy.id, memberId: member.id, ...times });
  return { ...copy, loanId: loan.id, member };
}

async function aPaidLoss() {
  const copy = await aLentCopy();
  await lose(copy.loanId, 3000);
  await pay(copy.member.id, 3000);
  return copy;
}

const statusOf = async (copyId: string) =>
  (await server.db.owner.query('select status from copies where id = $1', [copyId])).rows[0].status;

describe('a copy on loan that is declared lost', () => {
  test('is lost, charged for once, and still the member’s', async () => {
    const copy = await aLentCopy();
    const { status, body } = await lose(copy.loanId, 3000);
    expect([status, body.charge.amount, body.charge.reason]).toEqual([200, usd(3000), 'lost']);
    expect(body.loan).toMatchObject({ returnedAt: null, lostAt: server.clock.now().toISOString() });
    expect([await statusOf(copy.id), await balanceOf(copy.member.id)]).toEqual(['lost', 3000]);
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [copy.loanId]);
    expect(rows).toMatchObject([{ action: 'loan.declared_lost', facts: { reason: 'Says it is gone' } }]);
  });

  test('may be charged nothing for', async () => {
    const copy = await aLentCopy();
    expect((await lose(copy.loanId)).body).not.toHaveProperty('charge');
    expect([await statusOf(copy.id), await balanceOf(copy.member.id)]).toEqual(['lost', 0]);
  });

  test('is refused a second time, and once it is back', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    expect((await lose(copy.loanId, 3000)).body.code).toBe('LOAN_LOST');
    await bringBack(copy.barcode);
    expect((await lose(copy.loanId, 3000)).body.code).toBe('LOAN_RETURNED');
  });

  test('at two desks at once is charged for once', async () => {
    const copy = await aLentCopy();
    const answers = await Promise.all([lose(copy.loanId, 3000), lose(copy.loanId, 3000)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await balanceOf(copy.member.id)).toBe(3000);
  });

  test('in another currency is bad input, and is not lost', async () => {
    const copy = await aLentCopy();
    const body = { reason: 'Gone', charge: { amount: 3000, currency: 'EUR' } };
    expect((await post(`/loans/${copy.loanId}/lost`, body)).body.code).toBe('VALIDATION_FAILED');
    expect(await statusOf(copy.id)).toBe('on_loan');
  });

  test('cannot be renewed, nor set right by hand while the loan is open', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    expect((await post(`/loans/${copy.loanId}/renew`, {})).body).toMatchObject({
      code: 'LOAN_LOST',
      overridable: false,
    });
    const byHand = { status: 'available', reason: 'Found it' };
    const changed = await server.call(librarian(), 'PATCH', `/copies/${copy.barcode}`, byHand);
    expect([changed.status, changed.body.code]).toEqual([409, 'COPY_STATE']);
    expect(changed.body.detail).toBe('A member still has this copy. Return it first.');
  });

  test('is lent to nobody else', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    const { number } = await server.library.aMember();
    const refused = await post('/loans/checkout', { barcode: copy.barcode, membershipNumber: number });
    expect(refused.body.code).toBe('COPY_ON_LOAN');
  });
});

describe('a copy that was declared lost and is handed in', () => {
  test('unpaid: found, the charge is taken back, shelve', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    const { body } = await bringBack(copy.barcode);
    expect(body).toMatchObject({ outcome: 'found', next: 'shelve', loan: { id: copy.loanId } });
    expect(body).not.toHaveProperty('refund');
    expect([await statusOf(copy.id), await balanceOf(copy.member.id)]).toEqual(['available', 0]);
  });

  test('paid: found, reported for refund, refer; what was paid is the member’s credit until it is paid out', async () => {
    const copy = await aPaidLoss();
    const { body } = await bringBack(copy.barcode);
    expect(body).toMatchObject({ outcome: 'found', next: 'refer', refund: usd(3000), slip: { kind: 'refer' } });
    expect(await balanceOf(copy.member.id)).toBe(-3000);
    const out = { amount: usd(3000), method: 'cash', reason: 'Found' };
    const paidOut = await server.call(
      { token: server.library.tokens.manager },
      'POST',
      `/members/${copy.member.id}/account/refunds`,
      out,
    );
    expect([paidOut.status, paidOut.body.balance]).toEqual([201, usd(0)]);
  });

  test('forgiven: found, nothing is refunded, and the library owes nothing', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    await forgive(copy.member.id, 3000);
    const { body } = await bringBack(copy.barcode);
    expect(body).toMatchObject({ outcome: 'found', next: 'shelve' });
    expect(body).not.toHaveProperty('refund');
    expect(await balanceOf(copy.member.id)).toBe(0);
  });

  test('paid in part and the rest forgiven: what was paid is refunded', async () => {
    const copy = await aLentCopy();
    await lose(copy.loanId, 3000);
    await pay(copy.member.id, 2000);
    await forgive(copy.member.id, 1000);
    expect((await bringBack(copy.barcode)).body).toMatchObject({ next: 'refer', refund: usd(2000) });
    expect(await balanceOf(copy.member.id)).toBe(-2000);
  });

  test('paid, and another debt forgiven: all of it is refunded', async () => {
    const copy = await aLentCopy();
    await server.library.aCharge(copy.member.id, 500);
    await lose(copy.loanId, 3000);
    await forgive(copy.member.id, 500);
    await pay(copy.member.id, 3000);
    expect((await bringBack(copy.barcode)).body).toMatchObject({ refund: usd(3000) });
    expect(await balanceOf(copy.member.id)).toBe(-3000);
  });

  test('scanned again, it says where the copy goes', async () => {
    const copy = await aPaidLoss();
    await bringBack(copy.barcode);
    expect((await bringBack(copy.barcode)).body).toMatchObject({ outcome: 'already_returned', next: 'shelve' });
    expect(await balanceOf(copy.member.id)).toBe(-3000);
  });

  test('at eight desks at once: taken back once', async () => {
    const copy = await aPaidLoss();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bringBack(copy.barcode)));
    expect(answers.filter(({ body }) => body.refund)).toHaveLength(1);
    expect(await balanceOf(copy.member.id)).toBe(-3000);
  });

  test('overdue: fined to the day it was declared lost, and the fine comes off the refund', async () => {
    const copy = await aLentCopy('2026-03-06T18:00:00Z');
    await lose(copy.loanId, 3000);
    await pay(copy.member.id, 3000);
    server.clock.advance({ days: 30 });
    const tokenThen = await server.library.signIn('librarian');
    const order = { barcode: copy.barcode, branchId: server.library.branches.main.id };
    const { body } = await server.call(tokenThen, 'POST', '/loans/return', order);
    expect(body).toMatchObject({ outcome: 'found', fine: usd(75), refund: usd(2925), next: 'refer' });
    server.clock.set('2026-03-10T10:00:00.000Z');
  });
});
