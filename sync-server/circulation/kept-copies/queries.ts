import { sql } from '../../db/sql.ts';

/** For whom the copy with the barcode $2 stands on a hold shelf, and the journey that was asked for to get it there. */
export const keptOnShelfFor = sql<{ hold_id: string; transfer_id: string | null }>(
  'kept_copies.kept_on_shelf_for',
  `select h.id as hold_id, t.id as transfer_id
   from copies c
   join holds h on h.tenant_id = c.tenant_id and h.copy_id = c.id and h.ended_at is null
   left join transfers t
     on t.tenant_id = c.tenant_id and t.copy_id = c.id and t.hold_id = h.id and t.ended_at is null
   where c.tenant_id = $1 and c.barcode = $2 and c.status = 'on_hold_shelf'`,
);
