import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type Caller, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const usd = (amount: number) => ({ amount, currency: 'USD' });
type Headers = Record<string, string>;
const charge = (memberId: string, more: object = {}, headers: Headers = {}, who: Caller = librarian()) => {
  const body = { amount: usd(1500), reason: 'Coffee on pages 10 to 20', ...more };
  return server.call(who, 'POST', `/members/${memberId}/account/charges`, body, { headers });
};
const balanceOf = async (memberId: string) =>
  (await server.call(librarian(), 'GET', `/members/${memberId}/account`)).body.balance;

async function aLoan() {
  const { library } = server;
  const [copy, member] = [await library.aCopy(), await library.aMember()];
  return { member, loan: await library.aLoan({ copyId: copy.id, memberId: member.id }) };
}

describe('a charge by hand', () => {
  test('is a line of the account with its reason, and has one audit event', async () => {
    const { member, loan } = await aLoan();
    const { status, body } = await charge(member.id, { loanId: loan.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'charge',
      amount: usd(1500),
      reason: 'Coffee on pages 10 to 20',
      loanId: loan.id,
      balance: usd(1500),
    });
    const { rows } = await server.db.owner.query('select action from audit where entity_id = $1', [body.id]);
    expect(rows).toEqual([{ action: 'account.charged' }]);
  });

  test('with one key is charged once, however often it is sent', async () => {
    const { member } = await aLoan();
    const key = { 'idempotency-key': 'one-charge' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => charge(member.id, {}, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await balanceOf(member.id)).toEqual(usd(1500));
  });

  test('for another member’s loan is refused', async () => {
    const [{ member }, other] = [await aLoan(), await aLoan()];
    const { status, body } = await charge(member.id, { loanId: other.loan.id });
    expect([status, body.code]).toEqual([404, 'LOAN_NOT_FOUND']);
    expect(await balanceOf(member.id)).toEqual(usd(0));
  });

  test.each([
    ['of nothing', { amount: usd(0) }],
    ['in another currency', { amount: { amount: 100, currency: 'EUR' } }],
    ['without a reason', { reason: ' ' }],
    ['that says it is a fine, which only the rules charge', { reason: 'overdue' }],
  ])('%s is bad input', async (_, wrong) => {
    const { member } = await aLoan();
    expect((await charge(member.id, wrong)).status).toBe(400);
    expect(await balanceOf(member.id)).toEqual(usd(0));
  });

  test('is nothing that a member may write himself', async () => {
    const { token, id } = server.library.member;
    expect((await charge(id, {}, {}, { token })).status).toBe(403);
  });
});
