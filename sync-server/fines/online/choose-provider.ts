import type { ServerDeps } from '../../deps.ts';
import type { PaymentProvider } from './provider.ts';
import { sandboxProvider } from './sandbox.ts';
import { stripeProvider } from './stripe.ts';

/** The provider that the server's configuration names, if any. */
export function chooseProvider(config: ServerDeps['config']): PaymentProvider | undefined {
  const {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    SANDBOX_PAYMENTS_SECRET: sandbox,
  } = config;
  if (secretKey && webhookSecret) return stripeProvider({ secretKey, webhookSecret });
  return sandbox ? sandboxProvider(sandbox) : undefined;
}
