import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

/**
 * A signal that fires when the server begins to close. What still comes in on open connections is sent to another server,
 * or to this one's successor, in the words of the API; Fastify's own answer is nobody's.
 */
export function closingSignal(app: FastifyInstance): AbortSignal {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onRequest', async () => {
    if (!closing.signal.aborted) return;
    const detail = 'The server is being restarted. Please try again shortly.';
    throw new Refusal('UNAVAILABLE', { retryAfter: 1, detail });
  });
  return closing.signal;
}
