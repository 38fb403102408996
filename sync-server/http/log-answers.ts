import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; null until that is known, and for what belongs to no library. */
    tenantId: string | null;
  }
}

/** A line for each answer, by which a request is found again. Patterns, ids and codes only (see log.ts). */
export function logAnswers(app: FastifyInstance): void {
  app.decorateRequest('tenantId', null);
  app.addHook('onResponse', async (request, reply) => {
    const { url, method, config } = request.routeOptions;
    const line = {
      method,
      route: url,
      operation: config.operation,
      status: reply.statusCode,
      outcome: reply.problem ?? 'done',
      tenantId: request.tenantId ?? undefined,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.info(line, 'answered');
  });
}
