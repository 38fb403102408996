import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { inTime } from '../db/in-time.ts';
import { pendingMigrations } from '../db/pending-migrations.ts';
import type { ServerDeps } from '../deps.ts';

/** Balancers ask every few seconds, and do not wait for long. */
const patienceMs = 3000;

/** The figures, and what brings those up to date that are not counted as things happen. */
type Metrics = { registry: Registry; look: () => Promise<void> };

/** Whether the process lives, whether it can work, and Prometheus' text (outside `/api/v1`). */
export function healthRoutes(app: FastifyInstance, deps: ServerDeps, { registry, look }: Metrics): void {
  const { database, lookout = database } = deps;
  collectDefaultMetrics({ register: registry });
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const reason = await inTime(pendingMigrations(lookout), patienceMs).then(
      (pending) => (pending.length > 0 ? `Migrations are pending: ${pending.join(', ')}.` : undefined),
      () => 'The database cannot be reached.',
    );
    return reply.code(reason ? 503 : 200).send(reason ? { ready: false, reason } : { ready: true });
  });
  app.get('/metrics', async (_request, reply) => {
    await look();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
