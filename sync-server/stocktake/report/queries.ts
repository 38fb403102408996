import type { DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';

export type FindingRow = {
  barcode: string;
  title: string | null;
  shelf: string | null;
  kind: DiscrepancyKind | null;
  late: boolean;
  action: StocktakeAction | null;
  state: 'pending' | 'done' | 'skipped';
  reason: string | null;
  next: NextStep | null;
  decided_at: string | null;
  seen_at: string | null;
  seen_shelf: string | null;
};

const chosen = `f.tenant_id = $1 and f.stocktake_id = $2 and ($3::text is null or f.kind = $3)
  and ($4::boolean is null or f.late = $4)`;

/** Kind by kind, in the order of the shelves. */
export const listFindings = sql<FindingRow>(
  'stocktake.list_findings',
  `select f.barcode, b.title, c.shelf, f.kind, f.late, f.action, f.state, f.reason, f.next, f.decided_at,
     s.seen_at, s.shelf as seen_shelf
   from stocktake_findings f
   left join lateral (select * from copies c where c.tenant_id = $1 and c.barcode = f.barcode limit 1) c on true
   left join lateral (select * from books b where b.tenant_id = $1 and b.id = c.book_id limit 1) b on true
   left join lateral (select * from shelf_keys k where k.tenant_id = $1 and k.shelf = c.shelf limit 1) k on true
   left join lateral (
     select * from stocktake_scans s where s.tenant_id = $1 and s.stocktake_id = $2 and s.barcode = f.barcode limit 1
   ) s on true
   where ${chosen}
   order by f.kind nulls last, k.key nulls first, f.barcode, f.late limit $5 offset $6`,
);

export const countFindings = sql<{
  kind: DiscrepancyKind | null;
  action: StocktakeAction | null;
  state: FindingRow['state'];
  count: number;
}>(
  'stocktake.count_findings',
  `select f.kind, f.action, f.state, count(*) as count from stocktake_findings f
   where ${chosen} group by 1, 2, 3 order by 1, 2, 3`,
);

export type ScannerRow = {
  staff_id: string | null;
  name: string | null;
  desk_id: string | null;
  desk_name: string | null;
  scanned: number;
  first_at: string;
  last_at: string;
};

export const scannersOf = sql<ScannerRow>(
  'stocktake.scanners',
  `select s.staff_id, p.name, s.desk_id, d.name as desk_name, s.scanned, s.first_at, s.last_at
   from (
     select staff_id, desk_id, count(*) as scanned, min(seen_at) as first_at, max(seen_at) as last_at
     from stocktake_scans where tenant_id = $1 and stocktake_id = $2 group by staff_id, desk_id
   ) s
   left join staff p on p.tenant_id = $1 and p.id = s.staff_id
   left join desks d on d.tenant_id = $1 and d.id = s.desk_id
   order by s.scanned desc, s.first_at`,
);

export const accuracyRows = sql<{
  id: string;
  branch_id: string;
  opened_at: string;
  closed_at: string;
  compared: number;
  agreeing: number;
}>(
  'stocktake.accuracy',
  `select id, branch_id, opened_at, closed_at, compared, agreeing from (
     select * from stocktakes st
     where st.tenant_id = $1 and ($2::uuid is null or st.branch_id = $2) and st.state = 'closed'
     order by st.opened_at desc limit $3
   ) newest order by opened_at, id`,
);
