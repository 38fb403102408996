import { sql } from '../db/sql.ts';

export const listTenants = sql<{ id: string }>('jobs.list_tenants', 'select all_tenants() as id');

/** In portions: a write transaction that lasts holds back the feed of every desk. */
export const deleteOldAnswers = sql<{ key: string }>(
  'jobs.delete_old_answers',
  `delete from idempotency where ctid = any(array(
     select ctid from idempotency where tenant_id = $1 and created_at < $2 limit $3
   )) returning key`,
);

export const deleteEndedSessions = sql<{ id: string }>(
  'jobs.delete_ended_sessions',
  `delete from session_families where ctid = any(array(
     select ctid from session_families where tenant_id = $1 and (expires_at < $2 or ended_at < $2) limit $3
   )) returning id`,
);
