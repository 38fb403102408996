import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

async function aLoanOf(renewals = 0) {
  const { library } = server;
  const [copy, member] = [await library.aCopy(), await library.aMember()];
  const loan = await library.aLoan({ copyId: copy.id, memberId: member.id, renewals });
  return { copy, member, loan };
}
const renew = (loanId: string, token = server.library.tokens.librarian, body?: object) =>
  server.call({ token }, 'POST', `/loans/${loanId}/renew`, body);

describe('renewing', () => {
  test('counts from today, and the copy’s due date follows', async () => {
    const { loan, copy } = await aLoanOf();
    const { status, body } = await renew(loan.id);
    expect([status, body.loan.dueAt, body.loan.renewals]).toEqual([200, '2026-03-31T18:00:00.000Z', 1]);
    const { rows } = await server.db.owner.query('select due_at from copies where id = $1', [copy.id]);
    expect(rows[0].due_at.toISOString()).toBe('2026-03-31T18:00:00.000Z');
  });

  test('by the member himself, not by another', async () => {
    const { loan, member } = await aLoanOf();
    expect((await renew(loan.id, (await server.library.aMember()).token)).status).toBe(404);
    expect((await renew(loan.id, member.token)).status).toBe(200);
  });

  test('a third time is refused; staff may override with a reason, the member may not', async () => {
    const { loan, member } = await aLoanOf(2);
    const override = { codes: ['RENEWAL_LIMIT'], reason: 'Illness' };
    expect((await renew(loan.id)).body).toMatchObject({ code: 'RENEWAL_LIMIT', overridable: true });
    expect((await renew(loan.id, member.token, { override })).status).toBe(403);
    expect((await renew(loan.id, undefined, { override })).status).toBe(200);
  });

  test('a closed loan is refused, an unknown one is not found', async () => {
    const { loan, copy } = await aLoanOf();
    const order = { barcode: copy.barcode, branchId: server.library.branches.main.id };
    await server.call({ token: server.library.tokens.librarian }, 'POST', '/loans/return', order);
    expect((await renew(loan.id)).body).toMatchObject({ code: 'LOAN_RETURNED', overridable: false });
    expect((await renew('01a00000-0000-7000-8000-000000000000')).body.code).toBe('LOAN_NOT_FOUND');
  });
});

describe('lists of loans', () => {
  test('open ones due soonest first, overdue ones, and a member’s own', async () => {
    const { library } = server;
    const member = await library.aMember();
    const due = ['2026-03-20T18:00:00Z', '2026-03-08T18:00:00Z', '2026-03-15T18:00:00Z'];
    for (const at of due) {
      await library.aLoan({ copyId: (await library.aCopy()).id, memberId: member.id, dueAt: new Date(at) });
    }
    const dueOf = (body: { data: { dueAt: string; memberId: string }[] }) =>
      body.data.map((loan) => loan.dueAt.slice(0, 10));
    const own = await server.call({ token: member.token }, 'GET', `/members/${member.number}/loans?open=true`);
    expect(dueOf(own.body)).toEqual(['2026-03-08', '2026-03-15', '2026-03-20']);
    const overdue = await server.call({ token: library.tokens.librarian }, 'GET', '/loans?overdue=true');
    expect(dueOf(overdue.body)).toEqual(['2026-03-08']);
    const stranger = await library.aMember();
    expect((await server.call({ token: stranger.token }, 'GET', `/members/${member.id}/loans`)).status).toBe(403);
  });
});
