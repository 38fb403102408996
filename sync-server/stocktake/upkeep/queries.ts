import type { ItemType } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';

export type MissingRow = { id: string; item_type: ItemType; home_branch_id: string; moved_at: string };

/** Missing since before $2, behind the moment $3 and the id $4; one that a desk has in hand is found, not lost. */
export const lockMissing = sql<MissingRow>(
  'stocktake.lock_missing',
  `select id, item_type, home_branch_id, moved_at from copies
   where tenant_id = $1 and status = 'missing' and moved_at < $2 and (moved_at, id) > ($3::timestamptz, $4::uuid)
   order by moved_at, id limit $5 for no key update skip locked`,
);

export const loseCopies = sql(
  'stocktake.lose_copies',
  `update copies set status = 'lost', moved_at = greatest(moved_at, $3), updated_at = $3
   where tenant_id = $1 and id = any($2::uuid[])`,
);

/** What was expected at counts that ended before $2, at most $3 rows; what they found is kept. */
export const forgetExpected = sql<{ barcode: string }>(
  'stocktake.forget_expected',
  `delete from stocktake_expected where ctid = any(array(
     select e.ctid from stocktakes st
     join stocktake_expected e on e.tenant_id = st.tenant_id and e.stocktake_id = st.id
     where st.tenant_id = $1 and st.closed_at < $2 limit $3
   )) returning barcode`,
);
