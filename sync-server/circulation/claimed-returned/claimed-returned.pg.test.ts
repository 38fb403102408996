import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

// It is Tuesday 10 March 2026, ten in the morning; the library is closed on Sundays.
const today = '2026-03-10T10:00:00.000Z';
let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterEach(() => server.clock.set(today));
afterAll(() => server.close());

const claim = (loanId: string, body: object = {}) =>
  server.call(desk.librarian(), 'POST', `/loans/${loanId}/claimed-returned`, body);
const withdraw = (loanId: string) => server.call(desk.librarian(), 'DELETE', `/loans/${loanId}/claimed-returned`);
const accountOf = async (memberId: string) => (await desk.get(`/members/${memberId}/account`)).body;

/** Due last Thursday, of a member who has no grace any more: 25 cents for each open day since. */
async function anOverdueLoan() {
  const { library } = server;
  const [copy, member] = [await library.aCopy(), await library.aMember()];
  await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [member.id]);
  const times = { checkedOutAt: new Date('2026-02-12T10:00:00Z'), dueAt: new Date('2026-03-05T18:00:00Z') };
  const loan = await library.aLoan({ copyId: copy.id, memberId: member.id, ...times });
  return { ...copy, loanId: loan.id, member };
}

describe('a loan that the member says he has ended', () => {
  test('stays open, is marked with the day, and has one audit event', async () => {
    const { loanId } = await anOverdueLoan();
    const { status, body } = await claim(loanId, { reason: 'Put it in the book drop on Saturday' });
    expect([status, body.loan.claimedReturnedAt, body.loan.returnedAt]).toEqual([200, today, null]);
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [loanId]);
    expect(rows).toMatchObject([
      { action: 'loan.claimed_returned', facts: { reason: 'Put it in the book drop on Saturday' } },
    ]);
  });

  test('is seen at its copy, and in the member’s loans', async () => {
    const { loanId, barcode, member } = await anOverdueLoan();
    await claim(loanId);
    expect((await desk.get(`/copies/${barcode}`)).body).toMatchObject({
      status: 'on_loan',
      loan: { id: loanId, claimedReturnedAt: today },
    });
    expect((await desk.get(`/members/${member.id}/loans`)).body.data).toMatchObject([{ claimedReturnedAt: today }]);
  });

  test('is counted for the member', async () => {
    const { loanId, member } = await anOverdueLoan();
    expect((await desk.get(`/members/${member.id}`)).body.claimedReturns).toBe(0);
    await claim(loanId);
    expect((await desk.get(`/members/${member.id}`)).body.claimedReturns).toBe(1);
  });

  test('is fined no further: four open days, however late it is found', async () => {
    const { loanId, barcode, member } = await anOverdueLoan();
    await claim(loanId);
    server.clock.advance({ days: 30 });
    const then = await server.library.signIn('librarian');
    const { body: account } = await server.call(then, 'GET', `/members/${member.id}/account`);
    expect(account.accrued.amount).toBe(100);
    const order = { barcode, branchId: desk.main() };
    const { body } = await server.call(then, 'POST', '/loans/return', order);
    expect(body).toMatchObject({ outcome: 'returned', fine: { amount: 100 }, loan: { returnedAt: today } });
  });

  test('is not renewed', async () => {
    const { loanId } = await anOverdueLoan();
    await claim(loanId);
    const { status, body } = await server.call(desk.librarian(), 'POST', `/loans/${loanId}/renew`, {});
    expect([status, body.code, body.overridable]).toEqual([409, 'LOAN_CLAIMED', false]);
  });

  test('is not marked twice, nor once it is closed, nor when its copy was declared lost', async () => {
    const { loanId, barcode } = await anOverdueLoan();
    await claim(loanId);
    expect((await claim(loanId)).body.code).toBe('LOAN_CLAIMED');
    await desk.bringBack(barcode);
    expect((await claim(loanId)).body.code).toBe('LOAN_RETURNED');
    const lost = await anOverdueLoan();
    await server.call(desk.librarian(), 'POST', `/loans/${lost.loanId}/lost`, { reason: 'Gone' });
    expect((await claim(lost.loanId)).body.code).toBe('LOAN_LOST');
  });

  test('at two desks at once is marked once', async () => {
    const { loanId } = await anOverdueLoan();
    const answers = await Promise.all([claim(loanId), claim(loanId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await desk.actionsOf(loanId)).toEqual(['loan.claimed_returned']);
  });

  test('may be declared lost in the end: fined to the day of the claim, and charged for', async () => {
    const { loanId, member } = await anOverdueLoan();
    await claim(loanId);
    const lost = { reason: 'Not found in three searches', charge: { amount: 3000, currency: 'USD' } };
    expect((await server.call(desk.librarian(), 'POST', `/loans/${loanId}/lost`, lost)).status).toBe(200);
    expect(await accountOf(member.id)).toMatchObject({ balance: { amount: 3000 }, accrued: { amount: 100 } });
  });

  test('that is not there is not found', async () => {
    expect((await claim('0190a0a0-0000-7000-8000-000000000000')).body.code).toBe('LOAN_NOT_FOUND');
  });
});

describe('a member who finds the book at home after all', () => {
  test('has the loan go on, with all its days, and one audit event more', async () => {
    const { loanId, member } = await anOverdueLoan();
    await claim(loanId);
    server.clock.advance({ days: 2 });
    const then = await server.library.signIn('librarian');
    const { status, body } = await server.call(then, 'DELETE', `/loans/${loanId}/claimed-returned`);
    expect([status, body.loan.claimedReturnedAt]).toEqual([200, null]);
    const { body: account } = await server.call(then, 'GET', `/members/${member.id}/account`);
    expect(account.accrued.amount).toBe(150);
    expect(await desk.actionsOf(loanId)).toEqual(['loan.claimed_returned', 'loan.claim_withdrawn']);
  });

  test('who had said nothing is told the loan as it is, and nothing is written', async () => {
    const { loanId } = await anOverdueLoan();
    expect((await withdraw(loanId)).body.loan).toMatchObject({ id: loanId, claimedReturnedAt: null });
    expect(await desk.actionsOf(loanId)).toEqual([]);
  });

  test('who has brought it back meanwhile is refused', async () => {
    const { loanId, barcode } = await anOverdueLoan();
    await desk.bringBack(barcode);
    expect((await withdraw(loanId)).body.code).toBe('LOAN_RETURNED');
  });
});
