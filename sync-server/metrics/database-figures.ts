import { Gauge, type Registry } from 'prom-client';
import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { deskOutboxes, jobBacklog, lockWaits, oldestNotice } from './queries.ts';

type Figures = Awaited<ReturnType<typeof figuresOf>>;

/** What only the database knows: the same on every server. Each costs little however much lies in it. */
export async function figuresOf(database: Database) {
  const [[locks], [desks], [notices], jobs] = await Promise.all([
    ask(database, lockWaits),
    ask(database, deskOutboxes),
    ask(database, oldestNotice),
    ask(database, jobBacklog),
  ]);
  return { locks, desks, notices, jobs };
}

/** The gauges of these: shown while they are known, and none where the database cannot be asked. */
export function databaseFigures(registry: Registry) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const waiting = gauge('carrel_lock_waiters', 'Sessions that wait for another’s lock');
  const oldest = gauge('carrel_oldest_write_seconds', 'Age of the oldest transaction that writes');
  const queued = gauge('carrel_desk_outbox_queued', 'Observations that lie on the disks of desks');
  const since = gauge('carrel_desk_outbox_oldest_seconds', 'How long the oldest of them has been there');
  const notice = gauge('carrel_notice_oldest_seconds', 'How long the oldest notice has been due and not sent');
  const due = gauge('carrel_jobs_due', 'Jobs that are due and not taken up', 'queue');
  const age = gauge('carrel_job_oldest_seconds', 'How long the oldest of them has been due', 'queue');
  const queues = new Set<string>();
  return {
    show({ locks, desks, notices, jobs }: Figures): void {
      waiting.set(locks?.waiting ?? 0);
      oldest.set(locks?.oldest_transaction_seconds ?? 0);
      queued.set(desks?.queued ?? 0);
      since.set(desks?.oldest_seconds ?? 0);
      notice.set(notices?.oldest_seconds ?? 0);
      for (const queue of queues) for (const each of [due, age]) each.set({ queue }, 0);
      for (const job of jobs) {
        queues.add(job.name);
        due.set({ queue: job.name }, job.due);
        age.set({ queue: job.name }, job.oldest_seconds);
      }
    },
    /** An old figure would say that all is as it was. */
    hide(): void {
      for (const each of [waiting, oldest, queued, since, notice]) each.set(Number.NaN);
      for (const each of [due, age]) each.reset();
    },
  };
}
