import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { apiBase } from '#shared/contract/api.ts';

/** For an answer that is sent where no hook runs: what cannot be read as a request, or whose address cannot be decoded. */
export const bareHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
};

/**
 * Tells browsers to make nothing of an answer but what it is, and to keep none that says who has what
 * (OWASP, "REST Security Cheat Sheet"). The documentation's page brings a policy of its own.
 */
export async function protectAnswers(app: FastifyInstance): Promise<void> {
  const directives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives } });
  app.addHook('onRequest', async ({ url }, reply) => {
    if (url.startsWith(apiBase)) reply.header('cache-control', 'no-store');
  });
}
