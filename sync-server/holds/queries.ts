import { sql } from '../db/sql.ts';

export const fulfil = sql(
  'holds.fulfil',
  `update holds set status = 'fulfilled', ended_at = $3 where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const requeue = sql(
  'holds.requeue',
  `update holds set status = 'waiting', copy_id = null, shelf_expires_at = null
   where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const assign = sql(
  'holds.assign',
  `update holds set status = $3, copy_id = $4, shelf_expires_at = $5 where tenant_id = $1 and id = $2 and ended_at is null`,
);
