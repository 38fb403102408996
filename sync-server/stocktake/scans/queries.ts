import { sql } from '../../db/sql.ts';

/**
 * Scans are a set: $3 is a JSON list of them. A barcode that is in the count already stays one; only where it was last
 * seen may follow, by the later of its scans, whichever arrives first. The same scan sent again is none, whatever the
 * clock says by then. A closed count is not changed any more.
 */
export const takeScans = sql<{ is_new: boolean }>(
  'stocktake.take_scans',
  `insert into stocktake_scans as s (tenant_id, stocktake_id, barcode, scan_id, shelf, key_from, key_to, seen_at,
     received_at, desk_id, staff_id, late)
   select distinct on (g.barcode) $1::uuid, $2::uuid, g.barcode, g.id, g.shelf, g."keyFrom", g."keyTo", g."seenAt",
     $4::timestamptz, $5::uuid, g."staffId", $6::boolean
   from jsonb_to_recordset($3::jsonb) as g(id uuid, barcode text, shelf text, "keyFrom" text, "keyTo" text,
     "seenAt" timestamptz, "staffId" uuid)
   order by g.barcode, g."seenAt" desc, g.id desc
   on conflict (tenant_id, stocktake_id, barcode) do update
     set scan_id = excluded.scan_id, shelf = excluded.shelf, key_from = excluded.key_from, key_to = excluded.key_to,
       seen_at = excluded.seen_at, desk_id = excluded.desk_id, staff_id = excluded.staff_id
     where not excluded.late and not s.late and excluded.seen_at > s.seen_at and excluded.scan_id <> s.scan_id
   returning s.scan_id, (xmax = 0) as is_new`,
);
