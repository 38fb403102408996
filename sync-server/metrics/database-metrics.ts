import type { FastifyBaseLogger } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import { ask } from '../db/ask.ts';
import type { ServerDeps } from '../deps.ts';
import { deskOutboxes, jobBacklog, lockWaits } from './queries.ts';

/**
 * How the database stands. The answer is to be called whenever somebody looks, before the figures are read; a database
 * that is away is a figure as well.
 */
export function databaseMetrics(
  { database, replica }: Pick<ServerDeps, 'database' | 'replica'>,
  registry: Registry,
  log: Pick<FastifyBaseLogger, 'warn'>,
) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('carrel_database_up', 'Whether the database answered just now');
  const connections = gauge('carrel_pool_connections', 'Connections of this server’s pool', 'state');
  const waiting = gauge('carrel_lock_waiters', 'Sessions that wait for another’s lock');
  const oldest = gauge('carrel_oldest_write_seconds', 'Age of the oldest transaction that writes');
  const due = gauge('carrel_jobs_due', 'Jobs that are due and not taken up', 'queue');
  const age = gauge('carrel_job_oldest_seconds', 'How long the oldest of them has been due', 'queue');
  const queued = gauge('carrel_desk_outbox_queued', 'Observations that lie on the disks of desks');
  const since = gauge('carrel_desk_outbox_oldest_seconds', 'How long the oldest of them has been there');
  const lag = replica && gauge('carrel_replica_lag_seconds', 'By how much the replica is behind; NaN when it is away');
  const queues = new Set<string>();

  const look = async () => {
    lag?.set(replica?.lagSeconds() ?? Number.NaN);
    const { totalCount, idleCount, waitingCount } = database.pool;
    connections.set({ state: 'open' }, totalCount);
    connections.set({ state: 'idle' }, idleCount);
    connections.set({ state: 'wanted' }, waitingCount);
    const [[locks], [desks], jobs] = await Promise.all([
      ask(database, lockWaits),
      ask(database, deskOutboxes),
      ask(database, jobBacklog),
    ]);
    queued.set(desks?.queued ?? 0);
    since.set(desks?.oldest_seconds ?? 0);
    waiting.set(locks?.waiting ?? 0);
    oldest.set(locks?.oldest_transaction_seconds ?? 0);
    for (const queue of queues) for (const each of [due, age]) each.set({ queue }, 0);
    for (const job of jobs) {
      queues.add(job.name);
      due.set({ queue: job.name }, job.due);
      age.set({ queue: job.name }, job.oldest_seconds);
    }
  };

  return () =>
    look().then(
      () => up.set(1),
      (error: unknown) => {
        log.warn(error, 'The database could not be measured.');
        up.set(0);
      },
    );
}
