import type Stripe from 'stripe';
import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import type { MovedMoney, Payer } from './provider.ts';

const currency = z.string().toUpperCase();
/** What we put into a PaymentIntent ourselves; an account may serve other purposes of the library as well. */
const OurMetadata = z.object({ tenantId: Id, memberId: Id });

const MadeIntent = z.object({ id: z.string(), amount_received: z.int().positive(), currency, metadata: OurMetadata });
const RefundedCharge = z.object({ payment_intent: z.string(), amount_refunded: z.int().positive(), currency });
const Dispute = z.object({ id: z.string(), payment_intent: z.string(), amount: z.int().positive(), currency });

/** Asks Stripe whose account a payment was for; undefined where it was none of ours. */
export type PayerOf = (paymentIntentId: string) => Promise<Payer | undefined>;

export const payerIn = (metadata: unknown): Payer | undefined => OurMetadata.safeParse(metadata).data;

/**
 * Stripe's events that move money; what leads to them may come before, after or not at all. Of a dispute the funds count,
 * not the complaint: they are withdrawn when it begins and come back as a payment of its own when it was won.
 * https://docs.stripe.com/api/events/types
 */
export async function moneyMovedBy(event: Stripe.Event, payerOf: PayerOf): Promise<MovedMoney | undefined> {
  const { object } = event.data;
  switch (event.type) {
    case 'payment_intent.succeeded':
      return made(object);
    case 'charge.refunded':
      return refunded(object, payerOf);
    case 'charge.dispute.funds_withdrawn':
      return disputed('disputed', object, payerOf);
    case 'charge.dispute.funds_reinstated':
      return disputed('made', object, payerOf);
    default:
      return undefined;
  }
}

function made(object: unknown): MovedMoney | undefined {
  const intent = MadeIntent.safeParse(object).data;
  if (!intent) return undefined;
  const amount = { amount: intent.amount_received, currency: intent.currency };
  return { kind: 'made', reference: intent.id, amount, payer: intent.metadata };
}

async function refunded(object: unknown, payerOf: PayerOf): Promise<MovedMoney | undefined> {
  const charge = RefundedCharge.safeParse(object).data;
  const payer = charge && (await payerOf(charge.payment_intent));
  if (!payer) return undefined;
  const amount = { amount: charge.amount_refunded, currency: charge.currency };
  return { kind: 'refunded', reference: charge.payment_intent, amount, payer };
}

async function disputed(kind: 'made' | 'disputed', object: unknown, payerOf: PayerOf): Promise<MovedMoney | undefined> {
  const dispute = Dispute.safeParse(object).data;
  const payer = dispute && (await payerOf(dispute.payment_intent));
  if (!payer) return undefined;
  const amount = { amount: dispute.amount, currency: dispute.currency };
  return { kind, reference: dispute.id, amount, payer };
}
