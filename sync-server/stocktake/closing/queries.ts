import type { DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import { sql } from '../../db/sql.ts';
import { discrepancyRows, isReshelved, type SightingRow, type Wanted } from '../discrepancies/queries.ts';

/** From here on scans are late. $5 how many were expected or seen, $6 how many of them agreed. */
export const beginClosing = sql(
  'stocktake.begin_closing',
  `update stocktakes set state = 'closing', closed_by_kind = $3, closed_by = $4, compared = $5, agreeing = $6
   where tenant_id = $1 and id = $2`,
);

/** Whether anything is still to be done, perhaps by somebody who has it in hand. */
export const readPending = sql<{ pending: boolean }>(
  'stocktake.read_pending',
  `select exists (
     select from stocktake_findings f where f.tenant_id = $1 and f.stocktake_id = $2 and f.state = 'pending'
   ) as pending`,
);

/** The count is over once nothing is pending. */
export const endClosing = sql<{ id: string }>(
  'stocktake.end_closing',
  `update stocktakes set state = 'closed', closed_at = $3
   where tenant_id = $1 and id = $2 and state = 'closing' and not exists (
     select from stocktake_findings f where f.tenant_id = $1 and f.stocktake_id = $2 and f.state = 'pending'
   ) returning id`,
);

/**
 * What is to be done about each discrepancy: as chosen ($3, a JSON list of `{ barcode, action }`), else as chosen for
 * its kind ($7, `{ kind, action }`), else as proposed ($4) or nothing. Ignoring is done at once; a barcode that was
 * chosen without a discrepancy is looked at again later.
 */
export const keepFindings = (wanted: Wanted) =>
  sql<{ kind: DiscrepancyKind | null; count: number }>(
    `stocktake.keep_findings_${wanted}`,
    `with kept as (
     insert into stocktake_findings (tenant_id, stocktake_id, barcode, late, kind, action, state, decided_at)
     select $1, $2, barcode, $5, kind, action, case when action = 'ignore' then 'done' else 'pending' end,
       case when action = 'ignore' then $6::timestamptz end
     from (
       select case when found.barcode is null then g.barcode else found.barcode end as barcode, found.kind,
         case when g.action is not null then g.action when k.action is not null then k.action
           when not $4 then 'ignore' end as action
       from (${discrepancyRows[wanted]}) found
       full join jsonb_to_recordset($3::jsonb) as g(barcode text, action text) on g.barcode = found.barcode
       left join jsonb_to_recordset($7::jsonb) as k(kind text, action text) on k.kind = found.kind
     ) decided
     on conflict (tenant_id, stocktake_id, barcode, late) do nothing
     returning kind
   )
   select kind, count(*) as count from kept group by kind`,
  );

export type PendingRow = { barcode: string; late: boolean };

/** The next of them; those that another server has in hand are its own. */
export const takePending = sql<PendingRow>(
  'stocktake.take_pending',
  `select barcode, late from stocktake_findings
   where tenant_id = $1 and stocktake_id = $2 and state = 'pending'
   order by barcode limit $3 for no key update skip locked`,
);

export const takeOne = sql<PendingRow>(
  'stocktake.take_one',
  `select barcode, late from stocktake_findings
   where tenant_id = $1 and stocktake_id = $2 and barcode = $3 and late = $4 and state = 'pending'
   for no key update skip locked`,
);

/** Copies that a desk has in hand at this moment are left for later: nobody waits for a batch. */
export const lockCopies = sql<{ barcode: string }>(
  'stocktake.lock_copies',
  `select barcode from copies where tenant_id = $1 and barcode = any($2) for no key update skip locked`,
);

export type FactsRow = SightingRow & {
  barcode: string;
  late: boolean;
  chosen: StocktakeAction | null;
  kind: DiscrepancyKind | null;
  expected_moved_at: string | null;
  is_reshelved: boolean | null;
  seen_shelf: string | null;
  transfer_id: string | null;
  marked_missing_at: string | null;
};

/** How things stand now, for findings of these barcodes, behind the locks of their copies. */
export const factsOfFindings = sql<FactsRow>(
  'stocktake.facts_of_findings',
  `select f.barcode, f.late, f.action as chosen, f.kind, e.moved_at as expected_moved_at, ${isReshelved} as is_reshelved,
     s.seen_at, s.shelf as seen_shelf, s.key_from, s.key_to,
     c.id as copy_id, c.status, c.shelf, c.home_branch_id, c.current_branch_id, c.moved_at,
     l.checked_out_at, t.id as transfer_id, m.decided_at as marked_missing_at
   from stocktakes st
   join stocktake_findings f on f.tenant_id = $1 and f.stocktake_id = $2
   left join lateral (
     select moved_at, shelf_key from stocktake_expected e
     where e.tenant_id = $1 and e.stocktake_id = $2 and e.barcode = f.barcode limit 1
   ) e on true
   left join lateral (
     select * from stocktake_scans s where s.tenant_id = $1 and s.stocktake_id = $2 and s.barcode = f.barcode limit 1
   ) s on true
   left join lateral (select * from copies c where c.tenant_id = $1 and c.barcode = f.barcode limit 1) c on true
   left join lateral (
     select checked_out_at from loans l
     where l.tenant_id = $1 and l.copy_id = c.id and l.returned_at is null limit 1
   ) l on true
   left join lateral (
     select id from transfers t where t.tenant_id = $1 and t.copy_id = c.id and t.ended_at is null limit 1
   ) t on true
   left join lateral (
     select decided_at from stocktake_findings m
     where m.tenant_id = $1 and m.stocktake_id = $2 and m.barcode = f.barcode and not m.late
       and m.kind = 'missing' and m.state = 'done' limit 1
   ) m on true
   where st.tenant_id = $1 and st.id = $2 and f.barcode = any($3) and f.state = 'pending'`,
);

export const markMissing = sql(
  'stocktake.mark_missing',
  `update copies set status = 'missing', moved_at = greatest(moved_at, $3), updated_at = $3
   where tenant_id = $1 and id = any($2::uuid[])`,
);

/** $4 the branch on whose shelf it stands. */
export const reinstate = sql(
  'stocktake.reinstate',
  `update copies set status = 'available', current_branch_id = $4, moved_at = greatest(moved_at, $3), updated_at = $3
   where tenant_id = $1 and id = any($2::uuid[])`,
);

/** $2: a JSON list of `{ id, shelf }`. */
export const correctShelves = sql(
  'stocktake.correct_shelves',
  `update copies c set shelf = g.shelf, updated_at = $3
   from jsonb_to_recordset($2::jsonb) as g(id uuid, shelf text) where c.tenant_id = $1 and c.id = g.id`,
);

/** $3: a JSON list of what was decided. */
export const settleFindings = sql(
  'stocktake.settle_findings',
  `update stocktake_findings f
   set kind = g.kind, action = g.action, state = g.state, reason = g.reason, next = g.next, decided_at = g."decidedAt"
   from jsonb_to_recordset($3::jsonb) as g(barcode text, late boolean, kind text, action text, state text, reason text,
     next text, "decidedAt" timestamptz)
   where f.tenant_id = $1 and f.stocktake_id = $2 and f.barcode = g.barcode and f.late = g.late`,
);
