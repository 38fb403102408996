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

describe('an event of Stripe', () => {
  test('tells of a payment that was made', () => {
    const body = message('payment_intent.succeeded', made);
    const amount = { amount: 275, currency: 'USD' };
    expect(provider().readEvent(body, signed(body))).toEqual({ reference: 'pi_1', amount, payer });
  });

  test.each([
    ['that is only under way', 'payment_intent.processing', made],
    ['that failed', 'payment_intent.payment_failed', made],
    ['that is none of ours', 'payment_intent.succeeded', { ...made, metadata: {} }],
  ])('moves no money for one %s', (_, type, intent) => {
    const body = message(type, intent);
    expect(provider().readEvent(body, signed(body))).toBeUndefined();
  });

  test.each([
    ['by somebody else', (body: string) => signed(body, 'whsec_of_a_stranger')],
    ['over other words', () => signed('{}')],
    ['by nobody', () => ''],
  ])('signed %s is refused', (_, signature) => {
    const body = message('payment_intent.succeeded', made);
    expect(() => provider().readEvent(body, signature(body))).toThrow(/does not come from the payment provider/);
  });
});
