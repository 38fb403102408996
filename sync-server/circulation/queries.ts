import { sql } from '../db/sql.ts';

/**
 * The locks of a decision in their one order — copy, waitlist, member ($3, or null) — in one call. The facts are read in
 * a later statement: in READ COMMITTED a statement's snapshot is older than the locks that it waits for itself.
 */
export const lock = sql('circulation.lock', 'select lock_for_circulation($1, $2, $3)');

/** A copy that was kept for a hold which is done now stands free on the shelf. */
export const freeCopy = sql(
  'circulation.free_copy',
  `update copies set status = 'available', moved_at = $3, updated_at = $3
   where tenant_id = $1 and id = $2 and status = 'on_hold_shelf'`,
);
