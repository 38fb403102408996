import type { StocktakeState } from '#shared/contract/stocktake.ts';
import type { ActorKind, ItemType } from '#shared/contract/vocabulary.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { isReshelved } from '../discrepancies/queries.ts';

export type StocktakeRow = {
  id: string;
  branch_id: string;
  shelf_from: string | null;
  shelf_to: string | null;
  collection: string | null;
  item_type: ItemType | null;
  key_from: string | null;
  key_to: string | null;
  state: StocktakeState;
  opened_at: string;
  opened_by_kind: ActorKind;
  opened_by: string | null;
  closed_at: string | null;
  closed_by_kind: ActorKind | null;
  closed_by: string | null;
  expected: number;
};

const columns = `st.id, st.branch_id, st.shelf_from, st.shelf_to, st.collection, st.item_type, st.key_from, st.key_to,
  st.state, st.opened_at, st.opened_by_kind, st.opened_by, st.closed_at, st.closed_by_kind, st.closed_by, st.expected`;

/** Copies that should stand there: in the branch, available, and on these shelves ($8 from, $9 before). */
const standing = `
  select c.barcode, c.id, c.moved_at, case when c.shelf is null then '' else k.key end as shelf_key,
    case when c.shelf is null then '' else k.section end as section
  from (
    select * from copies where tenant_id = $1 and home_branch_id = $3 and current_branch_id = $3
    union all
    select * from copies where tenant_id = $1 and current_branch_id = $3 and current_branch_id <> home_branch_id
  ) c
  left join shelf_keys k on k.tenant_id = c.tenant_id and k.shelf = c.shelf and k.rule = $13
  where c.status = 'available' and ($7::text is null or c.item_type = $7)
    and ($8::text is null or k.key is null or k.key >= $8) and ($9::text is null or k.key is null or k.key < $9)
    and (c.shelf is not null or ($8::text is null and $9::text is null))`;

/**
 * The count and its snapshot, in one statement and so of one moment. A shelf without a key (somebody has just named it)
 * violates the table's NOT NULL: then the keys are worked out first, and it is tried again.
 */
export const openStocktake = sql<StocktakeRow>(
  'stocktake.open',
  `with snapshot as (
     insert into stocktake_expected (tenant_id, stocktake_id, barcode, copy_id, moved_at, shelf_key, section)
     select $1, $2, s.barcode, s.id, s.moved_at, s.shelf_key, s.section from (${standing}) s
     returning 1
   )
   insert into stocktakes as st (tenant_id, id, branch_id, shelf_from, shelf_to, collection, item_type, key_from, key_to,
     state, opened_at, opened_by_kind, opened_by, expected)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, (select count(*) from snapshot)
   returning ${columns}`,
);

export const findStocktake = sql<StocktakeRow>(
  'stocktake.find',
  `select ${columns} from stocktakes st where st.tenant_id = $1 and st.id = $2`,
);

/** Its state, which nobody may change before this transaction ends; scans of other desks go on. */
export const shareStocktake = sql<StocktakeRow>(
  'stocktake.share',
  `select ${columns} from stocktakes st where st.tenant_id = $1 and st.id = $2 for share`,
);

export const lockStocktake = sql<StocktakeRow>(
  'stocktake.lock',
  `select ${columns} from stocktakes st where st.tenant_id = $1 and st.id = $2 for no key update`,
);

export type CountsRow = { scanned: number; late: number; seen: number; chosen: number; done: number; skipped: number };

/** What was expected is looked up barcode by barcode: of a new count the planner would expect one row, not 60,000. */
export const countsOf = sql<CountsRow>(
  'stocktake.counts',
  `select s.scanned, s.late, s.seen, f.chosen, f.done, f.skipped
   from (
     select count(*) filter (where not late) as scanned, count(*) filter (where late) as late,
       count(e.is_expected) filter (where not late) as seen
     from stocktake_scans s
     left join lateral (
       select true as is_expected from stocktake_expected e
       where e.tenant_id = $1 and e.stocktake_id = $2 and e.barcode = s.barcode limit 1
     ) e on true
     where s.tenant_id = $1 and s.stocktake_id = $2
   ) s, (
     select count(*) as chosen, count(*) filter (where state = 'done') as done,
       count(*) filter (where state = 'skipped') as skipped
     from stocktake_findings where tenant_id = $1 and stocktake_id = $2
   ) f`,
);

/**
 * $2 branch, $3 state, or null for any; $4 the branches that the caller may see, or null for all; $5 what the shelves or
 * the collection have in them, or ''.
 */
const chosen = `st.tenant_id = $1 and ($2::uuid is null or st.branch_id = $2) and ($3::text is null or st.state = $3)
  and ($4::uuid[] is null or st.branch_id = any($4))
  and ($5 = '' or strpos(lower(concat_ws(' ', st.shelf_from, st.shelf_to, st.collection)), lower($5)) > 0)`;

const sortColumns = { openedAt: 'st.opened_at', createdAt: 'st.opened_at', closedAt: 'st.closed_at' };
export type StocktakeField = keyof typeof sortColumns;
export const stocktakeFields: readonly StocktakeField[] = ['openedAt', 'closedAt', 'createdAt'];

/** The id goes the same way as the field, as in the indexes; a library has some hundreds of counts. */
export function listStocktakes(field: StocktakeField, descending: boolean): Sql<StocktakeRow> {
  const direction = descending ? 'desc' : 'asc';
  return sql(
    `stocktake.list_by_${field}${descending ? '_down' : ''}`,
    `select ${columns} from stocktakes st where ${chosen}
     order by ${sortColumns[field]} ${direction} nulls ${descending ? 'first' : 'last'}, st.id ${direction}
     limit $6 offset $7`,
  );
}
export const countStocktakes = sql<{ count: number }>(
  'stocktake.count_all',
  `select count(*) from stocktakes st where ${chosen}`,
);

export type ProgressRow = { section: string; shelf_key: string; expected: number; seen: number; gone: number };

export const progressOf = sql<ProgressRow>(
  'stocktake.progress',
  `select e.section, min(e.shelf_key) as shelf_key, count(*) as expected, count(s.is_seen) as seen,
     count(*) filter (where s.is_seen is null and (
       c.status <> 'available' or c.current_branch_id <> $3 or c.moved_at <> e.moved_at or ${isReshelved}
     )) as gone
   from stocktakes st
   join stocktake_expected e on e.tenant_id = $1 and e.stocktake_id = $2
   left join lateral (
     select true as is_seen from stocktake_scans s
     where s.tenant_id = $1 and s.stocktake_id = $2 and s.barcode = e.barcode and not s.late limit 1
   ) s on true
   left join lateral (
     select status, shelf, current_branch_id, moved_at, updated_at from copies c
     where c.tenant_id = $1 and c.id = e.copy_id limit 1
   ) c on true
   where st.tenant_id = $1 and st.id = $2
   group by e.section order by 2, 1`,
);

export const abandonStocktake = sql(
  'stocktake.abandon',
  `update stocktakes set state = 'abandoned', closed_at = $3, closed_by_kind = $4, closed_by = $5
   where tenant_id = $1 and id = $2`,
);
