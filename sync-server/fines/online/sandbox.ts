import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { Id, Money } from '#shared/contract/primitives.ts';
import { sameHash } from '../../auth/key-text.ts';
import { Refusal } from '../../http/refusal.ts';
import { checked } from '../../http/validation.ts';
import type { PaymentProvider } from './provider.ts';

/** No card pays more at once; the ledger's column would not hold much more. */
const mostCents = 1_000_000_000;

/** A message of the sandbox's; what it says has to have moved. */
export const SandboxEvent = z.object({
  type: z.enum(['begun', 'made', 'failed', 'refunded', 'disputed']),
  reference: z.string().min(1),
  amount: z.strictObject({ ...Money.shape, amount: z.int().min(1).max(mostCents) }),
  payer: z.object({ tenantId: Id, memberId: Id }),
});
export type SandboxEvent = z.infer<typeof SandboxEvent>;

/** A provider without money, for demos and tests: whoever has the secret says what was paid. */
export function sandboxProvider(secret: string): PaymentProvider {
  return {
    name: 'sandbox',
    signatureHeader: 'sandbox-signature',
    begin: async ({ key }) => {
      const reference = `sandbox_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
      return { reference, clientSecret: `${reference}_secret` };
    },
    readEvent: async (body, signature) => {
      const expected = sandboxSignature(secret, body);
      if (!sameHash(Buffer.from(signature), Buffer.from(expected))) throw new Refusal('BAD_SIGNATURE');
      const { type, ...moved } = checked(SandboxEvent, JSON.parse(body), 'body');
      return type === 'begun' || type === 'failed' ? undefined : { kind: type, ...moved };
    },
  };
}

export function sandboxSignature(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** A message as the sandbox would send it. */
export function sandboxMessage(secret: string, event: SandboxEvent): { body: string; signature: string } {
  const body = JSON.stringify(event);
  return { body, signature: sandboxSignature(secret, body) };
}
