import { sql } from '../../db/sql.ts';

/** $3: now, or null where the member has it after all. */
export const markClaimedReturned = sql(
  'claimed_returned.mark',
  'update loans set claimed_returned_at = $3 where tenant_id = $1 and id = $2',
);
