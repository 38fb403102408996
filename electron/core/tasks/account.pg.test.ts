import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { layLosingLine } from '../testing/losing-line.ts';
import { TestWindow } from '../testing/test-window.ts';

// The desk's core and the server, each real, with a line between them that loses answers.

let server: TestServer;
let line: Awaited<ReturnType<typeof layLosingLine>>;
let window: TestWindow;

const usd = (amount: number) => ({ amount, currency: 'USD' });
const pay = (memberId: string, cents: number, intention: string) =>
  window.call('account.pay', { memberId, intention, payment: { amount: usd(cents), method: 'cash' } });
const waive = (memberId: string, signature?: { number: string; password: string }) =>
  window.call('account.waive', {
    memberId,
    intention: randomUUID(),
    waiver: { amount: usd(200), reason: 'Illness' },
    ...(signature && { signature }),
  });

async function aMemberOwing(cents: number): Promise<string> {
  const { id } = await server.library.aMember();
  await server.library.aCharge(id, cents);
  return id;
}
async function entriesOf(memberId: string): Promise<unknown[]> {
  const statement = 'select kind, amount_cents from ledger_entries where member_id = $1 order by at, id';
  return (await server.db.owner.query(statement, [memberId])).rows;
}
const charged = (amount_cents: number) => ({ kind: 'charge', amount_cents });
const paid = (amount_cents: number) => ({ kind: 'payment', amount_cents: -amount_cents });

beforeAll(async () => {
  server = await buildTestServer();
  line = await layLosingLine(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  window = await TestWindow.open();
  const { slug, staff, branches } = server.library;
  const login = { serverUrl: line.url, tenant: slug, number: staff.manager.number, password: testPassword };
  const enrolled = await window.call('desk.enrol', { ...login, branchId: branches.main.id, name: 'Desk' });
  expect(enrolled).toMatchObject({ kind: 'done' });
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  await window.call('session.signIn', { number: staff.librarian.number, password: testPassword });
});
afterAll(async () => {
  await window.discard();
  line.close();
  await server.close();
});

describe('a payment whose answer is lost', () => {
  it('is taken once: the desk asks again under the same key', async () => {
    const memberId = await aMemberOwing(500);
    line.loseAnswersTo('/account/payments', 1);
    expect(await pay(memberId, 300, randomUUID())).toMatchObject({ kind: 'done', answer: { balance: usd(200) } });
    expect(line.lost.filter((path) => path.includes(memberId))).toHaveLength(1);
    expect(await entriesOf(memberId)).toEqual([charged(500), paid(300)]);
  });

  it('says that it may have been done, and is taken once when the same person tries again', async () => {
    const memberId = await aMemberOwing(500);
    line.loseAnswersTo('/account/payments');
    const intention = randomUUID();
    const lost = await pay(memberId, 300, intention);
    expect(lost).toEqual({ kind: 'offline', sentence: expect.stringContaining('may or may not have been done') });
    expect(line.lost.filter((path) => path.includes(memberId))).toHaveLength(2);
    line.loseNothing();
    await window.until(({ connection }) => connection.kind === 'live');
    const again = await pay(memberId, 300, intention);
    expect(again).toMatchObject({ kind: 'done', answer: { amount: usd(-300), balance: usd(200) } });
    expect(await entriesOf(memberId)).toEqual([charged(500), paid(300)]);
  });

  it('is not taken for another sum under the same intention', async () => {
    const memberId = await aMemberOwing(500);
    const intention = randomUUID();
    await pay(memberId, 300, intention);
    expect(await pay(memberId, 100, intention)).toMatchObject({
      kind: 'refused',
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await entriesOf(memberId)).toEqual([charged(500), paid(300)]);
  });
});

describe('a payment', () => {
  it('that is pressed ten times at once is taken once', async () => {
    const memberId = await aMemberOwing(500);
    const intention = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(memberId, 300, intention)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await entriesOf(memberId)).toEqual([charged(500), paid(300)]);
  });

  it('is two payments when it was meant twice', async () => {
    const memberId = await aMemberOwing(500);
    await pay(memberId, 200, randomUUID());
    await pay(memberId, 200, randomUUID());
    const account = await window.call('account.read', { memberId, offset: 0 });
    expect(account).toMatchObject({ kind: 'done', answer: { balance: usd(100), meta: { total: 3 } } });
  });
});

describe('what is a manager’s to decide', () => {
  it('is refused to a librarian, and names the right that is missing', async () => {
    const memberId = await aMemberOwing(500);
    expect(await waive(memberId)).toMatchObject({
      kind: 'refused',
      problem: { code: 'FORBIDDEN', facts: { permission: 'accounts.waive' } },
    });
  });

  it('is done when a manager signs for it, in his name, while the librarian stays signed in', async () => {
    const memberId = await aMemberOwing(500);
    const { manager, librarian } = server.library.staff;
    const signed = await waive(memberId, { number: manager.number, password: testPassword });
    expect(signed).toMatchObject({ kind: 'done', answer: { balance: usd(300) } });
    const { rows } = await server.db.owner.query(
      `select actor_id from audit where action = 'account.waived' and facts->>'memberId' = $1`,
      [memberId],
    );
    expect(rows).toEqual([{ actor_id: manager.id }]);
    const { session } = await window.call('desk.state', {});
    expect(session).toMatchObject({ kind: 'signed_in', person: { id: librarian.id } });
  });

  it('is done once under one intention, though it is signed for again', async () => {
    const memberId = await aMemberOwing(500);
    const { manager } = server.library.staff;
    const signature = { number: manager.number, password: testPassword };
    const waiver = { amount: usd(200), reason: 'Illness' };
    const order = { memberId, intention: randomUUID(), waiver, signature };
    await window.call('account.waive', order);
    expect(await window.call('account.waive', order)).toMatchObject({ kind: 'done', answer: { balance: usd(300) } });
    expect(await entriesOf(memberId)).toHaveLength(2);
  });

  it('pays out a credit, and no more than it', async () => {
    const { id: memberId } = await server.library.aMember();
    await server.db.owner.query(
      `insert into ledger_entries (tenant_id, id, member_id, kind, reason, amount_cents, currency, at)
       values ($1, gen_random_uuid(), $2, 'waiver', 'found', -800, 'USD', now())`,
      [server.library.tenantId, memberId],
    );
    const signature = { number: server.library.staff.manager.number, password: testPassword };
    const payOut = (cents: number) => {
      const refund = { amount: usd(cents), method: 'cash' as const, reason: 'Paid and found again' };
      return window.call('account.refund', { memberId, intention: randomUUID(), refund, signature });
    };
    expect(await payOut(801)).toMatchObject({ kind: 'refused', problem: { code: 'REFUND_OVER_CREDIT' } });
    expect(await payOut(800)).toMatchObject({ kind: 'done', answer: { balance: usd(0) } });
  });

  it('is refused when the signature is wrong, or is no manager’s', async () => {
    const memberId = await aMemberOwing(500);
    const { manager, librarian } = server.library.staff;
    const wrong = await waive(memberId, { number: manager.number, password: 'not the password' });
    expect(wrong).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_CREDENTIALS' } });
    const low = await waive(memberId, { number: librarian.number, password: testPassword });
    const detail = 'Whoever signed does not have the right to do this.';
    expect(low).toMatchObject({ kind: 'refused', problem: { code: 'FORBIDDEN', detail } });
    expect(await entriesOf(memberId)).toEqual([charged(500)]);
  });

  it('is not signed for at a desk where nobody is signed in', async () => {
    const memberId = await aMemberOwing(500);
    const { manager, librarian } = server.library.staff;
    await window.call('session.signOut', {});
    const signed = await waive(memberId, { number: manager.number, password: testPassword });
    expect(signed).toMatchObject({ kind: 'refused', problem: { code: 'NOT_SIGNED_IN' } });
    await window.call('session.signIn', { number: librarian.number, password: testPassword });
    expect(await entriesOf(memberId)).toEqual([charged(500)]);
  });
});

it('a charge by hand is the librarian’s own to make, once', async () => {
  const { id: memberId } = await server.library.aMember();
  const order = { memberId, intention: randomUUID(), charge: { amount: usd(250), reason: 'New card' } };
  await Promise.all([window.call('account.charge', order), window.call('account.charge', order)]);
  expect(await entriesOf(memberId)).toEqual([charged(250)]);
});

it('a copy that is declared lost is charged for once, though the answer was lost', async () => {
  const [copy, member] = [await server.library.aCopy(), await server.library.aMember()];
  const { id: loanId } = await server.library.aLoan({ copyId: copy.id, memberId: member.id });
  const order = { loanId, intention: randomUUID(), reason: 'Left on a train', charge: usd(3000) };
  line.loseAnswersTo('/lost');
  expect(await window.call('account.declareLost', order)).toMatchObject({ kind: 'offline' });
  line.loseNothing();
  await window.until(({ connection }) => connection.kind === 'live');
  expect(await window.call('account.declareLost', order)).toMatchObject({
    kind: 'done',
    answer: { charge: { amount: usd(3000), reason: 'lost' } },
  });
  expect(await entriesOf(member.id)).toEqual([charged(3000)]);
});
