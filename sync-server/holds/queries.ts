import { sql } from '../db/sql.ts';

/**
 * One waitlist, one decision at a time: taken after the copy's lock, only where somebody waits at all. Nobody is
 * overtaken by two desks that return at once (invariant 5).
 */
export const lockWaitlistOfCopy = sql(
  'holds.lock_waitlist_of_copy',
  `select pg_advisory_xact_lock(hashtextextended(c.book_id::text, 1))
   from copies c
   where c.tenant_id = $1 and c.barcode = $2
     and exists (select from holds h where h.tenant_id = $1 and h.book_id = c.book_id and h.ended_at is null)`,
);

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
