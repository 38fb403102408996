import { sql } from '../db/sql.ts';

export const insertEvent = sql(
  'audit.insert',
  `insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
