import { createServer, type IncomingHttpHeaders } from 'node:http';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripeProvider } from './stripe.ts';

const webhookSecret = 'whsec_of_the_tests';
const payer = {
  tenantId: '0190a0a0-0000-7000-8000-000000000001',
  memberId: '0190a0a0-0000-7000-8000-000000000002',
};

/** Answers as Stripe's API does, on this machine; what was asked is kept. */
const asked: { path: string | undefined; headers: IncomingHttpHeaders; form: URLSearchParams }[] = [];
let answer: { status: number; body: object };
const server = createServer((request, reply) => {
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    asked.push({ path: request.url, headers: request.headers, form: new URLSearchParams(text) });
    reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
});

let port = 0;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise((closed) => server.close(closed)));

const provider = () =>
  stripeProvider(
    { secretKey: 'sk_test_1', webhookSecret },
    { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 },
  );
const begin = () => provider().begin({ key: 'lib/member/key-1', amount: { amount: 275, currency: 'USD' }, payer });

describe('a payment through Stripe', () => {
  test('is a PaymentIntent that says whose account it is for, under one idempotency key', async () => {
    answer = { status: 200, body: { id: 'pi_1', object: 'payment_intent', client_secret: 'pi_1_secret' } };
    expect(await begin()).toEqual({ reference: 'pi_1', clientSecret: 'pi_1_secret' });
    await begin();
    const [first, second] = asked;
    expect(first?.path).toBe('/v1/payment_intents');
    expect(Object.fromEntries(first?.form ?? [])).toMatchObject({
      amount: '275',
      currency: 'usd',
      'metadata[memberId]': payer.memberId,
      'metadata[tenantId]': payer.tenantId,
    });
    expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  test.each([
    ['Stripe is out of order', 500, { type: 'api_error' }, 'PROVIDER_AWAY'],
    ['our key is wrong', 401, { type: 'invalid_request_error' }, 'PROVIDER_AWAY'],
    ['the key was used for another sum', 400, { type: 'idempotency_error' }, 'IDEMPOTENCY_KEY_REUSED'],
  ])('is refused when %s', async (_, status, error, code) => {
    answer = { status, body: { error } };
    await expect(begin()).rejects.toMatchObject({ code });
  });
});

const message = (type: string, intent: object) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object: intent } });
const signed = (payload: string, secret = webhookSecret) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret });
const made = { id: 'pi_1', object: 'payment_intent', amount_received: 275, currency: 'usd', metadata: payer };

const amount = { amount: 275, currency: 'USD' };
const told = async (type: string, object: object) => {
  const body = message(type, object);
  return provider().readEvent(body, signed(body));
};

describe('an event of Stripe', () => {
  test('tells of a payment that was made', async () => {
    expect(await told('payment_intent.succeeded', made)).toEqual({ kind: 'made', reference: 'pi_1', amount, payer });
  });

  test.each([
    ['that is only under way', 'payment_intent.processing', made],
    ['that failed', 'payment_intent.payment_failed', made],
    ['that is none of ours', 'payment_intent.succeeded', { ...made, metadata: {} }],
    ['that is disputed, of which the funds are still here', 'charge.dispute.created', { id: 'dp_1' }],
  ])('moves no money for one %s', async (_, type, object) => {
    expect(await told(type, object)).toBeUndefined();
  });

  test.each([
    ['by somebody else', (body: string) => signed(body, 'whsec_of_a_stranger')],
    ['over other words', () => signed('{}')],
    ['by nobody', () => ''],
  ])('signed %s is refused', async (_, signature) => {
    const body = message('payment_intent.succeeded', made);
    await expect(provider().readEvent(body, signature(body))).rejects.toThrow(
      /does not come from the payment provider/,
    );
  });
});

describe('money that went back at Stripe', () => {
  const charge = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1', amount_refunded: 275, currency: 'usd' };
  const dispute = { id: 'dp_1', object: 'dispute', payment_intent: 'pi_1', amount: 275, currency: 'usd' };

  test.each([
    ['charge.refunded', charge, { kind: 'refunded', reference: 'pi_1' }],
    ['charge.dispute.funds_withdrawn', dispute, { kind: 'disputed', reference: 'dp_1' }],
    ['charge.dispute.funds_reinstated', dispute, { kind: 'made', reference: 'dp_1' }],
  ])('%s: is looked up at Stripe, which knows whose payment it was', async (type, object, said) => {
    answer = { status: 200, body: { id: 'pi_1', object: 'payment_intent', metadata: payer } };
    expect(await told(type, object)).toEqual({ ...said, amount, payer });
    expect(asked.at(-1)?.path).toBe('/v1/payment_intents/pi_1');
  });

  test('of a payment that was none of ours moves nothing here', async () => {
    answer = { status: 200, body: { id: 'pi_2', object: 'payment_intent', metadata: {} } };
    expect(await told('charge.refunded', charge)).toBeUndefined();
  });

  test('is told again later where Stripe cannot be asked now', async () => {
    answer = { status: 500, body: { error: { type: 'api_error' } } };
    await expect(told('charge.refunded', charge)).rejects.toMatchObject({ code: 'PROVIDER_AWAY' });
  });
});
