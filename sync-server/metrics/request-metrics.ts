import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RefusalCode } from '#shared/contract/refusals.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The code of the problem that was answered; null where all went well. */
    problem: RefusalCode | null;
  }
}

type WorkNow = { atWork(): number; waiting(): number };

/** How long answers take, and what each operation comes to: `checkout` `done`, `checkout` `LOAN_LIMIT`. */
export function measureRequests(app: FastifyInstance, registry: Registry, work: WorkNow): void {
  const registers = [registry];
  const latency = new Histogram({
    name: 'carrel_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const outcomes = new Counter({
    name: 'carrel_outcomes_total',
    help: 'Answers by operation: done, or the code of the refusal',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  new Gauge({
    name: 'carrel_requests_at_work',
    help: 'Requests that are being answered now',
    registers,
    collect() {
      this.set(work.atWork());
    },
  });
  new Gauge({
    name: 'carrel_requests_waiting',
    help: 'Requests that wait for their turn; about half a second of them is as many as are let in',
    registers,
    collect() {
      this.set(work.waiting());
    },
  });
  app.decorateReply('problem', null);
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, config } = request.routeOptions;
    const status = reply.statusCode;
    // Desks listen for hours: that is no latency, and would make all of them look slow.
    const isAnswer = !String(reply.getHeader('content-type')).startsWith('text/event-stream');
    if (isAnswer) latency.observe({ method: String(method), route: url ?? 'none', status }, reply.elapsedTime / 1000);
    if (config.operation) outcomes.inc({ operation: config.operation, outcome: reply.problem ?? 'done' });
  });
}
