import { sql } from '../db/sql.ts';

/** Every server's sessions are one role's, so that any of them sees who waits for whose lock. */
export const lockWaits = sql<{ waiting: number; oldest_transaction_seconds: number }>(
  'metrics.lock_waits',
  `select count(*) filter (where wait_event_type = 'Lock') as waiting,
     coalesce(extract(epoch from max(clock_timestamp() - xact_start) filter (where backend_xid is not null)), 0)::float8
       as oldest_transaction_seconds
   from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
);

/** Jobs that are due and not taken up. */
export const jobBacklog = sql<{ name: string; due: number; oldest_seconds: number }>(
  'metrics.job_backlog',
  `select name, count(*) as due,
     extract(epoch from clock_timestamp() - min(greatest(created_on, start_after)))::float8 as oldest_seconds
   from pgboss.job where state < 'active' and not blocked and start_after <= now() group by name`,
);

/** Of all libraries together: figures, nobody's rows. */
export const deskOutboxes = sql<{ queued: number; oldest_seconds: number }>(
  'metrics.desk_outboxes',
  'select queued, oldest_seconds from desk_outboxes(clock_timestamp())',
);

/** Of all libraries together. One that is tried again later is not due meanwhile. */
export const oldestNotice = sql<{ oldest_seconds: number }>(
  'metrics.oldest_notice',
  'select notice_oldest_seconds(clock_timestamp()) as oldest_seconds',
);
