import { sql } from '../db/sql.ts';

export const listTenants = sql<{ id: string }>('jobs.list_tenants', 'select all_tenants() as id');

/** In portions: a write transaction that lasts holds back the feed of every desk. */
export const deleteOldAnswers = sql<{ key: string }>(
  'jobs.delete_old_answers',
  `delete from idempotency where ctid = any(array(
     select ctid from idempotency where tenant_id = $1 and created_at < $2 limit $3
   )) returning key`,
);

/**
 * They belong to no library: $1 is there because all of these take it. Locked ones are left for the next time, as they are
 * when somebody signs in: whoever counts an attempt locks two at once.
 */
export const deleteOldFailures = sql<{ key: Buffer }>(
  'jobs.delete_old_failures',
  `delete from sign_in_failures where $1::uuid is not null and key in (
     select key from sign_in_failures where window_ends_at < $2 limit $3 for update skip locked
   ) returning key`,
);

export const deleteEndedSessions = sql<{ id: string }>(
  'jobs.delete_ended_sessions',
  `delete from session_families where ctid = any(array(
     select ctid from session_families where tenant_id = $1 and (expires_at < $2 or ended_at < $2) limit $3
   )) returning id`,
);
