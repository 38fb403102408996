import type { FastifyBaseLogger } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { z } from 'zod';
import { inSpan } from '../tracing/spans.ts';
import { type JobName, jobSettings } from './job-kinds.ts';

export type RunLog = Pick<FastifyBaseLogger, 'info' | 'error'>;

type RunDeps = { log: RunLog; metrics?: Registry | undefined; stopping: AbortSignal };

/** A job as it is taken out of the queue. */
type Taken = { id: string; data: unknown };

/** In whose name a job changes anything: the request that asked for it, or the job itself. The audit has the same. */
const Asked = z.object({ requestId: z.string() });
const requestIdOf = ({ id, data }: Taken) => Asked.safeParse(data).data?.requestId ?? id;

/**
 * Does jobs so that they are seen: each has a line in the log, a count and a span. The queue keeps a failure to itself:
 * without this nobody would hear of a job that fails every night.
 */
export function jobRunner({ log, metrics, stopping }: RunDeps) {
  const runs = new Counter({
    name: 'carrel_jobs_total',
    help: 'Attempts at jobs by what they came to: done or failed',
    labelNames: ['queue', 'outcome'],
    registers: metrics ? [metrics] : [],
  });
  // A count that is first seen as 1 has not increased for Prometheus: a nightly job's first failure would be none.
  for (const queue of Object.keys(jobSettings))
    for (const outcome of ['done', 'failed']) runs.inc({ queue, outcome }, 0);
  return (job: JobName, taken: Taken, work: () => Promise<unknown>): Promise<void> => {
    const reqId = requestIdOf(taken);
    return inSpan(`job ${job}`, { 'carrel.request_id': reqId, 'carrel.job_id': taken.id }, async () => {
      const beganAt = performance.now();
      const ms = () => Math.round(performance.now() - beganAt);
      const said = { reqId, job, jobId: taken.id };
      try {
        await work();
      } catch (err) {
        // What a server that stops lets go of, another takes up.
        if (stopping.aborted) throw err;
        runs.inc({ queue: job, outcome: 'failed' });
        log.error({ ...said, ms: ms(), err }, 'a job failed');
        throw err;
      }
      runs.inc({ queue: job, outcome: 'done' });
      log.info({ ...said, ms: ms() }, 'a job is done');
    });
  };
}
