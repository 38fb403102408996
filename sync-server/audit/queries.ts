import { sql } from '../db/sql.ts';

export const insertEvent = sql(
  'audit.insert',
  `insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

/** Many events at once: $5 is a JSON array of them. */
export const insertEvents = sql(
  'audit.insert_many',
  `insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   select $1, id, at, $2, $3, action, entity, "entityId", facts, $4
   from jsonb_to_recordset($5::jsonb)
     as given(id uuid, at timestamptz, action text, entity text, "entityId" uuid, facts jsonb)`,
);
