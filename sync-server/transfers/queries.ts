import { sql } from '../db/sql.ts';

export const open = sql(
  'transfers.open',
  `insert into transfers (tenant_id, id, copy_id, from_branch_id, to_branch_id, reason, state, hold_id, requested_at, shipped_at)
   values ($1, $2, $3, $4, $5, $6, 'shipped', $7, $8, $8)`,
);

export const end = sql(
  'transfers.end',
  `update transfers set state = $3, ended_at = $4 where tenant_id = $1 and id = $2 and ended_at is null`,
);
