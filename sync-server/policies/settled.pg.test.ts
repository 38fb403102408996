import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultTerms, type PolicyTerms } from '#shared/contract/policy.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

// A change of the rules never alters what was already decided.
// The library is open on every day of the week.
let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
  const openingHours = Array(7).fill({ opens: '09:00', closes: '18:00' });
  const path = `/branches/${server.library.branches.main.id}`;
  await server.call({ token: server.library.tokens.admin }, 'PATCH', path, { openingHours });
});
afterAll(() => server.close());

const changeRules = async (terms: Partial<PolicyTerms>) => {
  const row = { ...defaultTerms, category: null, itemType: null, branchId: null, ...terms };
  const { token } = await server.library.signIn('admin');
  expect((await server.call({ token }, 'PUT', '/policies', { policies: [row] })).status).toBe(200);
};
const staff = async (method: 'GET' | 'POST', path: string, body?: object) => {
  const { token } = await server.library.signIn('librarian');
  return server.call({ token }, method, path, body);
};
const here = () => ({ branchId: server.library.branches.main.id });
const bringBack = (barcode: string) => staff('POST', '/loans/return', { barcode, ...here() });

/** Lent now, by a member who was late before: there is no grace. */
async function lend() {
  const member = await server.library.aMember();
  await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [member.id]);
  const copy = await server.library.aCopy();
  const order = { barcode: copy.barcode, membershipNumber: member.number };
  const { body } = await staff('POST', '/loans/checkout', order);
  return { member, copy, loan: body.loan };
}

const accountOf = async (memberId: string) => (await staff('GET', `/members/${memberId}/account`)).body;

beforeEach(() => changeRules({}));

describe('a change of the rules', () => {
  it('moves no due date of a loan that is out', async () => {
    const { member, loan } = await lend();
    await changeRules({ loanDays: 3 });
    const { body } = await staff('GET', `/members/${member.id}/loans?open=true`);
    expect(body.data).toMatchObject([{ id: loan.id, dueAt: loan.dueAt }]);
  });

  it('changes no fine that was charged', async () => {
    const { member, copy } = await lend();
    server.clock.advance({ days: 23 });
    await bringBack(copy.barcode);
    const before = await accountOf(member.id);
    expect(before.balance.amount).toBe(50);
    await changeRules({ fineCentsPerDay: 100, fineCapLoanCents: 10_000 });
    expect(await accountOf(member.id)).toEqual(before);
  });

  it('changes no fine of a loan that is out: it accrues, and is charged, as it was lent', async () => {
    const { member, copy } = await lend();
    server.clock.advance({ days: 23 });
    await changeRules({ fineCentsPerDay: 100 });
    expect((await accountOf(member.id)).accrued.amount).toBe(50);
    expect((await bringBack(copy.barcode)).body.fine).toMatchObject({ amount: 50 });
  });

  it('is for what a renewal begins, while what was late before it costs what it did', async () => {
    const { loan, copy } = await lend();
    server.clock.advance({ days: 23 });
    await changeRules({ fineCentsPerDay: 100, loanDays: 7 });
    const { body } = await staff('POST', `/loans/${loan.id}/renew`);
    expect(body.fine).toMatchObject({ amount: 50 });
    server.clock.advance({ days: 9 });
    expect((await bringBack(copy.barcode)).body.fine).toMatchObject({ amount: 200 });
  });

  it('moves no expiry of a copy that waits on the hold shelf', async () => {
    const { copy } = await lend();
    const waiter = await server.library.aMember();
    const order = { membershipNumber: waiter.number, pickupBranchId: here().branchId };
    await staff('POST', `/books/${copy.bookId}/holds`, order);
    const { body } = await bringBack(copy.barcode);
    expect(body.next).toBe('hold_shelf');
    await changeRules({ shelfHours: 1 });
    const { body: shelf } = await staff('GET', `/branches/${here().branchId}/hold-shelf`);
    const [ready] = shelf.data.filter((row: { hold: { id: string } }) => row.hold.id === body.hold.id);
    expect(ready.hold.shelfExpiresAt).toBe(body.hold.shelfExpiresAt);
  });

  it('is told in the audit of a checkout by the row that decided it', async () => {
    const { token } = await server.library.signIn('librarian');
    const { policies } = (await server.call({ token }, 'GET', '/policies')).body;
    const { loan } = await lend();
    await changeRules({ loanDays: 3 });
    const statement = `select a.facts, p.terms from audit a join policies p on p.id = (a.facts ->> 'policyId')::uuid
      where a.entity_id = $1 and a.action = 'loan.checked_out'`;
    const { rows } = await server.db.owner.query(statement, [loan.id]);
    expect(rows).toMatchObject([{ facts: { policyId: policies[0].id }, terms: { loanDays: 21 } }]);
  });
});

describe('a change of the calendar', () => {
  it('moves no due date of a loan that is out; the day that was closed afterwards costs nothing', async () => {
    const { member, copy, loan } = await lend();
    const { token } = await server.library.signIn('admin');
    const dueOn = new Date(loan.dueAt);
    const day = (after: number) => new Date(dueOn.getTime() + after * 86_400_000).toISOString().slice(0, 10);
    const closures = [0, 1].map((after) => ({ date: day(after), reason: 'Water in the cellar' }));
    const path = `/branches/${here().branchId}/closures`;
    expect((await server.call({ token }, 'PUT', path, { closures })).status).toBe(200);
    const { body } = await staff('GET', `/members/${member.id}/loans?open=true`);
    expect(body.data[0].dueAt).toBe(loan.dueAt);
    server.clock.advance({ days: 23 });
    expect((await bringBack(copy.barcode)).body.fine).toMatchObject({ amount: 25 });
  });

  it('of the hours moves no due date either', async () => {
    const { member, loan } = await lend();
    const { token } = await server.library.signIn('admin');
    const openingHours = Array(7).fill({ opens: '09:00', closes: '20:00' });
    await server.call({ token }, 'PATCH', `/branches/${here().branchId}`, { openingHours });
    const { body } = await staff('GET', `/members/${member.id}/loans?open=true`);
    expect(body.data[0].dueAt).toBe(loan.dueAt);
    expect((await lend()).loan.dueAt).not.toBe(loan.dueAt);
  });
});

describe('a loan from before the policies were written down', () => {
  it('costs what the rules in force say', async () => {
    const { copy, loan } = await lend();
    await server.db.owner.query('update loans set policy_id = null where id = $1', [loan.id]);
    server.clock.advance({ days: 23 });
    await changeRules({ fineCentsPerDay: 100 });
    expect((await bringBack(copy.barcode)).body.fine).toMatchObject({ amount: 200 });
  });
});
