import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import { pendingMigrations } from '../db/pending-migrations.ts';
import type { ServerDeps } from '../deps.ts';

/** Whether the process lives, whether it can work, and Prometheus' text (outside `/api/v1`). */
export function healthRoutes(app: FastifyInstance, { database }: ServerDeps, registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  const latency = new Histogram({
    name: 'carrel_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request.routeOptions;
    latency.observe(
      { method: String(method), route: url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const reason = await pendingMigrations(database).then(
      (pending) => (pending.length > 0 ? `Migrations are pending: ${pending.join(', ')}.` : undefined),
      () => 'The database cannot be reached.',
    );
    return reply.code(reason ? 503 : 200).send(reason ? { ready: false, reason } : { ready: true });
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
