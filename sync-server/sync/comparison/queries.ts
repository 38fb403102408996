import { sql } from '../../db/sql.ts';

export type StampRow = { stamp: string; entity: 'book' | 'copy'; id: string };

/**
 * What was stamped behind a place in one run of the feed: a branch's own, or the tenant's books. Not only up to the
 * bound: this transaction sees what younger ones have committed, too. What a restored dump brought along may bear stamps
 * that this cluster has not come to yet: nothing was written behind the cursor with them.
 */
export const readStampsBehind = sql<StampRow>(
  'sync.read_stamps_behind',
  `select stamp::text, entity, entity_id as id from changes
   where tenant_id = $1 and branch_id = $2 and (stamp, entity, entity_id) > ($3::xid8, $4::text, $5::uuid)
     and stamp < pg_snapshot_xmax(pg_current_snapshot())
   order by changes.stamp, entity, entity_id limit $6`,
);
