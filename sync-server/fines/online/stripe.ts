import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { Refusal } from '../../http/refusal.ts';
import type { PaymentProvider } from './provider.ts';
import { moneyMovedBy, payerIn } from './stripe-events.ts';

type Secrets = { secretKey: string; webhookSecret: string };

/**
 * Stripe: a PaymentIntent a payment, with Stripe's idempotency keys and signed events. `server` is for tests, which run
 * one of their own.
 */
export function stripeProvider(
  { secretKey, webhookSecret }: Secrets,
  server: Stripe.StripeConfig = {},
): PaymentProvider {
  const stripe = new Stripe(secretKey, { timeout: 10_000, maxNetworkRetries: 2, telemetry: false, ...server });
  return {
    name: 'stripe',
    signatureHeader: 'stripe-signature',
    begin: async ({ key, amount, payer }) => {
      const wanted = { amount: amount.amount, currency: amount.currency.toLowerCase(), metadata: payer };
      const automatic = { automatic_payment_methods: { enabled: true } };
      const intent = await stripe.paymentIntents
        .create({ ...wanted, ...automatic }, { idempotencyKey: shortened(key) })
        .catch(asRefusal);
      if (!intent.client_secret) throw new Refusal('PROVIDER_AWAY');
      return { reference: intent.id, clientSecret: intent.client_secret };
    },
    readEvent: async (body, signature) => {
      const event = verified(() => stripe.webhooks.constructEvent(body, signature, webhookSecret));
      return moneyMovedBy(event, async (id) => {
        const intent = await stripe.paymentIntents.retrieve(id).catch(asRefusal);
        return payerIn(intent.metadata);
      });
    },
  };
}

function verified(read: () => Stripe.Event): Stripe.Event {
  try {
    return read();
  } catch {
    throw new Refusal('BAD_SIGNATURE');
  }
}

/** Stripe's keys have at most 255 characters. */
const shortened = (key: string) => createHash('sha256').update(key).digest('hex');

function asRefusal(error: unknown): never {
  if (error instanceof Stripe.errors.StripeIdempotencyError) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  if (error instanceof Stripe.errors.StripeError) throw new Refusal('PROVIDER_AWAY', { retryAfter: 5 });
  throw error;
}
