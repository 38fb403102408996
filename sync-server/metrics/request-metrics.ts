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

/** One answer, as it is counted. */
export type Answered = {
  method: string;
  /** The pattern of its address. */
  route: string;
  status: number;
  /** Null where it went on for as long as somebody listened: that is no latency. */
  seconds: number | null;
  operation?: string | undefined;
  outcome: RefusalCode | 'done';
};

export type RequestFigures = ReturnType<typeof requestFigures>;

/** How long answers take, and what each operation comes to: `checkout` `done`, `checkout` `LOAN_LIMIT`. */
export function requestFigures(registry: Registry, work: WorkNow) {
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
  return {
    count({ method, route, status, seconds, operation, outcome }: Answered): void {
      if (seconds !== null) latency.observe({ method, route, status }, seconds);
      if (operation) outcomes.inc({ operation, outcome });
    },
  };
}

/** Counts what is answered. */
export function measureRequests(app: FastifyInstance, { count }: RequestFigures): void {
  app.decorateReply('problem', null);
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, config } = request.routeOptions;
    // Desks listen for hours, which would make all of them look slow.
    const isAnswer = !String(reply.getHeader('content-type')).startsWith('text/event-stream');
    count({
      method: String(method),
      route: url ?? 'none',
      status: reply.statusCode,
      seconds: isAnswer ? reply.elapsedTime / 1000 : null,
      operation: config.operation,
      outcome: reply.problem ?? 'done',
    });
  });
}
