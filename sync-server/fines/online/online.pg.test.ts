import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestServer, type Caller, type TestServer } from '../../testing/server.ts';
import { sandboxMessage, sandboxSignature } from './sandbox.ts';

const secret = 'the sandbox of the tests';
let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer({ SANDBOX_PAYMENTS_SECRET: secret });
});
afterAll(() => server.close());

const usd = (amount: number) => ({ amount, currency: 'USD' });
const librarian = () => ({ token: server.library.tokens.librarian });

async function aMemberOwing(cents: number) {
  const member = await server.library.aMember();
  await server.library.aCharge(member.id, cents);
  return member;
}
type Debtor = { id: string; token: string };

const begin = (member: Debtor, cents: number, who: Caller = member, headers: Record<string, string> = {}) =>
  server.call(who, 'POST', `/members/${member.id}/account/online-payments`, { amount: usd(cents) }, { headers });

type Told = {
  type?: 'begun' | 'made' | 'failed' | 'refunded' | 'disputed';
  reference: string;
  cents: number;
  currency?: string;
};

function tell(member: Debtor, { type = 'made', reference, cents, currency = 'USD' }: Told, forged?: string) {
  const payer = { tenantId: server.library.tenantId, memberId: member.id };
  const { body, signature } = sandboxMessage(secret, { type, reference, amount: { amount: cents, currency }, payer });
  return send(body, forged ?? signature);
}
const send = (body: string, signature: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/v1/payments/sandbox/events',
    headers: { 'content-type': 'application/json', 'sandbox-signature': signature },
    payload: body,
  });
const accountOf = async (member: Debtor) =>
  (await server.call(librarian(), 'GET', `/members/${member.id}/account`)).body;

describe('a payment online', () => {
  test('is begun by the member himself, and owes as much until the provider says that it was made', async () => {
    const member = await aMemberOwing(500);
    const { status, body } = await begin(member, 500);
    expect([status, body.provider, body.amount]).toEqual([201, 'sandbox', usd(500)]);
    expect((await accountOf(member)).balance).toEqual(usd(500));
    expect((await tell(member, { reference: body.reference, cents: 500 })).json()).toEqual({ received: true });
    const account = await accountOf(member);
    expect(account.balance).toEqual(usd(0));
    expect(account.data).toContainEqual(
      expect.objectContaining({ kind: 'payment', method: 'online', reference: body.reference, amount: usd(-500) }),
    );
  });

  test.each(['[]', '{', '{"type":"made"}'])(
    'is not taken from a signed message that says nothing: %s',
    async (body) => {
      expect((await send(body, sandboxSignature(secret, body))).statusCode).toBe(400);
    },
  );

  test('is not begun by another member, nor for more than is owed', async () => {
    const member = await aMemberOwing(500);
    const stranger = await server.library.aMember();
    expect((await begin(member, 100, stranger)).status).toBe(403);
    expect((await begin(member, 501)).body.code).toBe('OVERPAYMENT');
  });

  test('that is begun again with one key is the same payment', async () => {
    const member = await aMemberOwing(500);
    const [one, two] = [
      await begin(member, 500, member, { 'idempotency-key': 'pay-online' }),
      await begin(member, 500, member, { 'idempotency-key': 'pay-online' }),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
    expect(one.body.reference).toMatch(/^sandbox_/);
    expect((await begin(member, 500)).body.reference).not.toBe(one.body.reference);
  });

  test('that is reported twenty times at once is one payment', async () => {
    const member = await aMemberOwing(500);
    const told = { reference: `twice-${member.id}`, cents: 300 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => tell(member, told)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    expect((await accountOf(member)).balance).toEqual(usd(200));
  });

  test.each([
    ['in order', ['begun', 'failed', 'made'] as const],
    ['the other way round', ['made', 'failed', 'begun'] as const],
    ['twice, and out of order', ['made', 'begun', 'made', 'failed'] as const],
  ])('whose messages come %s leaves the right balance', async (_, types) => {
    const member = await aMemberOwing(500);
    for (const type of types) await tell(member, { type, reference: `order-${member.id}`, cents: 500 });
    expect((await accountOf(member)).balance).toEqual(usd(0));
  });

  test('that failed pays nothing', async () => {
    const member = await aMemberOwing(500);
    await tell(member, { type: 'failed', reference: `failed-${member.id}`, cents: 500 });
    expect((await accountOf(member)).balance).toEqual(usd(500));
  });

  test('of a debt that was paid at the desk meanwhile is the member’s credit', async () => {
    const member = await aMemberOwing(500);
    const cash = { amount: usd(500), method: 'cash' };
    await server.call(librarian(), 'POST', `/members/${member.id}/account/payments`, cash);
    await tell(member, { reference: `late-${member.id}`, cents: 500 });
    expect((await accountOf(member)).balance).toEqual(usd(-500));
  });

  test('that is refunded at the provider is owed again, once, however often it is said', async () => {
    const member = await aMemberOwing(500);
    const reference = `refunded-${member.id}`;
    await tell(member, { reference, cents: 500 });
    const back = { type: 'refunded', reference, cents: 500 } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => tell(member, back)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    const account = await accountOf(member);
    expect(account.balance).toEqual(usd(500));
    expect(account.data[0]).toMatchObject({ kind: 'refund', method: 'online', reason: 'refunded', reference });
    expect(account.meta.total).toBe(3);
  });

  test.each([
    ['in order', [200, 300, 500]],
    ['the other way round', [500, 300, 200]],
    ['twice, and out of order', [300, 200, 500, 300, 500]],
  ])('that is refunded in parts, of which is told %s, is owed again to the last cent', async (_, sums) => {
    const member = await aMemberOwing(500);
    const reference = `parts-${member.id}`;
    await tell(member, { reference, cents: 500 });
    for (const cents of sums) await tell(member, { type: 'refunded', reference, cents });
    expect((await accountOf(member)).balance).toEqual(usd(500));
  });

  test('of whose refund is told before the payment itself leaves the right balance', async () => {
    const member = await aMemberOwing(500);
    const reference = `before-${member.id}`;
    await tell(member, { type: 'refunded', reference, cents: 500 });
    await tell(member, { reference, cents: 500 });
    expect((await accountOf(member)).balance).toEqual(usd(500));
  });

  test.each([
    ['lost', ['disputed', 'disputed'] as const, 500],
    ['won', ['disputed', 'made', 'made'] as const, 0],
    ['won, told the other way round', ['made', 'disputed'] as const, 0],
  ])('that the payer’s bank takes back, in a dispute that is %s, ends at the right balance', async (_, types, owed) => {
    const member = await aMemberOwing(500);
    await tell(member, { reference: `paid-${member.id}`, cents: 500 });
    for (const type of types) await tell(member, { type, reference: `dispute-${member.id}`, cents: 500 });
    expect((await accountOf(member)).balance).toEqual(usd(owed));
  });

  test.each(['made', 'refunded', 'disputed'] as const)(
    'that was %s in another currency is not reckoned as the library’s own',
    async (type) => {
      const member = await aMemberOwing(500);
      const answer = await tell(member, { type, reference: `yen-${type}-${member.id}`, cents: 500, currency: 'JPY' });
      expect([answer.statusCode, answer.json().detail]).toEqual([400, 'Sorry, this library reckons in USD.']);
      expect((await accountOf(member)).balance).toEqual(usd(500));
    },
  );

  test('begun again under its key is answered as at first; another sum under that key is refused', async () => {
    const member = await aMemberOwing(500);
    const key = { 'idempotency-key': 'once more' };
    const first = await begin(member, 500, member, key);
    const again = await begin(member, 500, member, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first.body]);
    const other = await begin(member, 400, member, key);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const { rows } = await server.db.owner.query('select answer from idempotency');
    expect(JSON.stringify(rows)).not.toContain(first.body.clientSecret);
  });

  test('begun again under its key, when a part was paid at the desk meanwhile, is answered as at first', async () => {
    const member = await aMemberOwing(500);
    const key = { 'idempotency-key': 'the line went down' };
    const first = await begin(member, 500, member, key);
    const cash = { amount: usd(200), method: 'cash' };
    await server.call(librarian(), 'POST', `/members/${member.id}/account/payments`, cash);
    const again = await begin(member, 500, member, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect((await begin(member, 500)).body.code).toBe('OVERPAYMENT');
  });

  test.each([
    ['a wrong signature', 'f'.repeat(64)],
    ['no signature', ''],
    ['a signature of as many letters, though of more bytes', 'é'.repeat(64)],
  ])('with %s is refused, and pays nothing', async (_, forged) => {
    const member = await aMemberOwing(500);
    const answer = await tell(member, { reference: `forged-${member.id}`, cents: 500 }, forged);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'BAD_SIGNATURE']);
    expect((await accountOf(member)).balance).toEqual(usd(500));
  });
});

test('a library without a provider takes no payments online', async () => {
  const without = await buildTestServer();
  const { member } = without.library;
  await without.library.aCharge(member.id, 500);
  const order = { amount: usd(500) };
  const answer = await without.call(member, 'POST', `/members/${member.id}/account/online-payments`, order);
  expect([answer.status, answer.body.code]).toEqual([409, 'NO_ONLINE_PAYMENTS']);
  await without.close();
});
