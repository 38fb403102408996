import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountLine } from '#shared/contract/api/account.ts';
import { buildTestServer, type Caller, type TestServer } from '../../testing/server.ts';

// It is Tuesday 10 March 2026, ten in the morning; the library is closed on Sundays.
let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const manager = () => ({ token: server.library.tokens.manager });
const usd = (amount: number) => ({ amount, currency: 'USD' });

const account = (memberId: string, who: Caller = librarian(), query = '') =>
  server.call(who, 'GET', `/members/${memberId}/account${query}`);
const pay = (memberId: string, cents: number, more: object = {}, headers: Record<string, string> = {}) => {
  const body = { amount: usd(cents), method: 'cash', ...more };
  return server.call(librarian(), 'POST', `/members/${memberId}/account/payments`, body, { headers });
};
const waive = (memberId: string, cents: number, who: Caller = manager()) => {
  const body = { amount: usd(cents), reason: 'Illness' };
  return server.call(who, 'POST', `/members/${memberId}/account/waivers`, body);
};
const refund = (memberId: string, cents: number, who: Caller = manager()) => {
  const body = { amount: usd(cents), method: 'cash', reason: 'Paid and found' };
  return server.call(who, 'POST', `/members/${memberId}/account/refunds`, body);
};

async function aMemberOwing(...charges: number[]) {
  const member = await server.library.aMember();
  for (const cents of charges) await server.library.aCharge(member.id, cents);
  return member;
}

async function aLoanDue(memberId: string, dueAt: string) {
  const { library } = server;
  const copy = await library.aCopy();
  const checkedOutAt = new Date('2026-01-10T10:00:00Z');
  return library.aLoan({ copyId: copy.id, memberId, checkedOutAt, dueAt: new Date(dueAt) });
}

const balanceOf = async (memberId: string) => (await account(memberId)).body.balance.amount;

describe('an account', () => {
  test('is empty at first', async () => {
    const { id } = await server.library.aMember();
    expect((await account(id)).body).toEqual({
      data: [],
      meta: { total: 0, limit: 20, offset: 0, hasMore: false },
      balance: usd(0),
      accrued: usd(0),
      accruing: [],
    });
  });

  test('lists every line, newest first, and its balance is their sum', async () => {
    const { id } = await aMemberOwing(700);
    server.clock.advance({ minutes: 1 });
    await pay(id, 200, { method: 'card', reference: 'T-17' });
    const { body } = await account(id);
    expect(body.data).toMatchObject([
      { kind: 'payment', amount: usd(-200), method: 'card', reference: 'T-17' },
      { kind: 'charge', amount: usd(700), method: null },
    ]);
    expect([body.balance, body.meta.total]).toEqual([usd(500), 2]);
    const second = await account(id, librarian(), '?limit=1&offset=1');
    expect(second.body.data).toMatchObject([{ kind: 'charge' }]);
    server.clock.set('2026-03-10T10:00:00.000Z');
  });

  test('says of each line which book it is about and what was owed after it, on every page', async () => {
    const { id } = await aMemberOwing(700);
    const loan = await aLoanDue(id, '2026-03-20T18:00:00Z');
    server.clock.advance({ minutes: 1 });
    const charge = { reason: 'Gone', charge: usd(3000) };
    await server.call(librarian(), 'POST', `/loans/${loan.id}/lost`, charge);
    server.clock.advance({ minutes: 1 });
    await pay(id, 200);
    const { body } = await account(id);
    const said = body.data.map((line: AccountLine) => [line.amount.amount, line.book?.title, line.balance.amount]);
    expect(said).toEqual([
      [-200, undefined, 3500],
      [3000, 'A Book', 3700],
      [700, undefined, 700],
    ]);
    const oldest = await account(id, librarian(), '?limit=1&offset=2');
    expect(oldest.body.data).toMatchObject([{ amount: usd(700), balance: usd(700) }]);
    server.clock.set('2026-03-10T10:00:00.000Z');
  });

  test('shows what would be charged today, and stores nothing of it', async () => {
    const { id } = await aMemberOwing(100);
    await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [id]);
    const late = await aLoanDue(id, '2026-03-06T18:00:00Z');
    await aLoanDue(id, '2026-03-20T18:00:00Z');
    const { body } = await account(id);
    expect(body).toMatchObject({ balance: usd(100), accrued: usd(75) });
    expect(body.accruing).toMatchObject([{ loanId: late.id, title: 'A Book', daysOverdue: 3, fine: usd(75) }]);
    expect(body.data).toHaveLength(1);
  });

  test('is read by the member himself, under his number too, and by no other member', async () => {
    const member = await aMemberOwing(300);
    const stranger = await server.library.aMember();
    expect((await account(member.number, { token: member.token })).body.balance).toEqual(usd(300));
    expect((await account(member.id, { token: stranger.token })).status).toBe(403);
  });

  test('of nobody is not found', async () => {
    expect((await account('nobody')).body.code).toBe('MEMBER_NOT_FOUND');
    expect((await pay('nobody', 100)).body.code).toBe('MEMBER_NOT_FOUND');
  });
});

describe('a payment', () => {
  test('is a line of its own, with its audit event, and answers what is still owed', async () => {
    const { id } = await aMemberOwing(500);
    const { status, body } = await pay(id, 200, { method: 'card', reference: 'T-18' });
    expect([status, body.amount, body.balance]).toEqual([201, usd(-200), usd(300)]);
    const { rows } = await server.db.owner.query('select action, actor_kind from audit where entity_id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ action: 'account.paid', actor_kind: 'staff' }]);
  });

  test('of more than is owed is refused, and nothing is written', async () => {
    const { id } = await aMemberOwing(500);
    const { status, body } = await pay(id, 501);
    expect([status, body.code, body.overridable]).toEqual([409, 'OVERPAYMENT', false]);
    expect(body.facts).toEqual({ balanceCents: 500 });
    expect(await balanceOf(id)).toBe(500);
  });

  test.each([
    ['nothing', { amount: usd(0) }],
    ['less than nothing', { amount: usd(-100) }],
    ['half a cent', { amount: usd(0.5) }],
    ['another currency', { amount: { amount: 100, currency: 'EUR' } }],
    ['a method that is not one', { method: 'cheque' }],
    ['an online payment typed by hand', { method: 'online' }],
  ])('of %s is bad input', async (_, wrong) => {
    const { id } = await aMemberOwing(500);
    const { status, body } = await pay(id, 100, wrong);
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(await balanceOf(id)).toBe(500);
  });

  test('twenty at once never pay more than is owed', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await aMemberOwing(1000);
      const answers = await Promise.all(Array.from({ length: 20 }, () => pay(id, 300)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
      expect(answers.filter(({ body }) => body.code === 'OVERPAYMENT')).toHaveLength(17);
      expect(await balanceOf(id)).toBe(100);
    }
  });

  test('with one key is taken once, however often it is sent', async () => {
    const { id } = await aMemberOwing(1000);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => pay(id, 300, {}, { 'idempotency-key': `pay-${id}` })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await balanceOf(id)).toBe(700);
  });

  test('with the key of another sum is refused', async () => {
    const { id } = await aMemberOwing(1000);
    await pay(id, 300, {}, { 'idempotency-key': `again-${id}` });
    expect((await pay(id, 400, {}, { 'idempotency-key': `again-${id}` })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('lets the member borrow again', async () => {
    const { library } = server;
    const member = await aMemberOwing(1000);
    const { barcode } = await library.aCopy();
    const borrow = () =>
      server.call(librarian(), 'POST', '/loans/checkout', { barcode, membershipNumber: member.number });
    expect((await borrow()).body.code).toBe('BALANCE_OVER_LIMIT');
    await pay(member.id, 1);
    expect((await borrow()).status).toBe(201);
  });
});

describe('a waiver', () => {
  test('is for managers, keeps its reason, and forgives no more than is owed', async () => {
    const { id } = await aMemberOwing(500);
    expect((await waive(id, 200, librarian())).body.code).toBe('FORBIDDEN');
    const { status, body } = await waive(id, 200);
    expect([status, body.kind, body.reason, body.balance]).toEqual([201, 'waiver', 'Illness', usd(300)]);
    expect((await waive(id, 301)).body.code).toBe('OVERPAYMENT');
  });

  test('and a payment at once never make a credit', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await aMemberOwing(500);
      const answers = await Promise.all([waive(id, 400), pay(id, 400)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await balanceOf(id)).toBe(100);
    }
  });
});

describe('a refund', () => {
  test('is for managers, and pays out no more than the library owes', async () => {
    const { id } = await aMemberOwing(500);
    expect((await refund(id, 1)).body.code).toBe('REFUND_OVER_CREDIT');
    await server.db.owner.query(
      `insert into ledger_entries (tenant_id, id, member_id, kind, reason, amount_cents, currency, at)
       values ($1, gen_random_uuid(), $2, 'waiver', 'found', -800, 'USD', now())`,
      [server.library.tenantId, id],
    );
    expect((await refund(id, 300, librarian())).body.code).toBe('FORBIDDEN');
    const { status, body } = await refund(id, 300);
    expect([status, body.kind, body.amount, body.balance]).toEqual([201, 'refund', usd(300), usd(0)]);
    expect((await refund(id, 1)).body).toMatchObject({ code: 'REFUND_OVER_CREDIT', facts: { balanceCents: 0 } });
  });
});

test('another library neither sees nor pays an account', async () => {
  const { id } = await aMemberOwing(500);
  const stranger = { token: (await server.anotherLibrary()).tokens.admin };
  expect((await account(id, stranger)).body.code).toBe('MEMBER_NOT_FOUND');
  expect((await waive(id, 100, stranger)).body.code).toBe('MEMBER_NOT_FOUND');
  expect(await balanceOf(id)).toBe(500);
});
