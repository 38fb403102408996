import type { Money } from '#shared/contract/primitives.ts';

/** Whose account a payment is for; the provider gives it back with its events. */
export type Payer = { tenantId: string; memberId: string };

/**
 * Money that has moved at the provider. `made`: it arrived, once under its reference. `refunded`, `disputed`: it went
 * back, by our own doing or by the payer's bank; `amount` is all that went back under this reference so far, so that
 * messages which come late or twice change nothing.
 */
export type MovedMoney = {
  kind: 'made' | 'refunded' | 'disputed';
  reference: string;
  amount: Money;
  payer: Payer;
};

/** Whoever takes card payments for the libraries. No card data ever comes here: its own form takes it. */
export type PaymentProvider = {
  readonly name: 'stripe' | 'sandbox';
  /** The header that its events are signed in. */
  readonly signatureHeader: string;
  /** Begins a payment; the same key begins the same one. @throws Refusal PROVIDER_AWAY */
  begin(order: { key: string; amount: Money; payer: Payer }): Promise<{ reference: string; clientSecret: string }>;
  /**
   * Reads a message, of which only its own signature says who sent it; the provider may be asked what it is about.
   * @returns undefined for a message that moves no money of ours
   * @throws Refusal BAD_SIGNATURE, PROVIDER_AWAY
   */
  readEvent(body: string, signature: string): Promise<MovedMoney | undefined>;
};
