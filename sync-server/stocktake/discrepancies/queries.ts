import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import type { Condition, CopyStatus, ItemType } from '#shared/contract/vocabulary.ts';
import { bookLabelColumns } from '../../db/labels.ts';
import { sql } from '../../db/sql.ts';

// Every look-up below is lateral and ends at one row, and so uses its index. Of a count that has just been opened the
// planner knows nothing: joined plainly, it expects one row, and compares 60,000 with 60,000 (33 s, measured).

/**
 * Whether a copy `c` that was expected, `e`, has another shelf mark since its count `st` was opened. A corrected mark is
 * no move (moved_at), but it is not looked for where it stood before. Of a copy that was not changed, keys are not
 * compared: those of the snapshot may be by an older rule.
 */
export const isReshelved = `(c.updated_at > st.opened_at and e.shelf_key is distinct from case when c.shelf is null then ''
  else (select k.key from shelf_keys k where k.tenant_id = $1 and k.shelf = c.shelf) end)`;

/** Expected, not seen, and just as it was at the snapshot. */
const unseen = `
  select e.barcode, e.copy_id, e.shelf_key as sort_key, 'missing' as kind,
    null::timestamptz as seen_at, null::timestamptz as received_at, null::text as seen_shelf, null::text as key_from,
    null::text as key_to, null::uuid as desk_id, null::uuid as staff_id, false as late
  from stocktakes st
  join stocktake_expected e on e.tenant_id = $1 and e.stocktake_id = $2
  left join lateral (
    select true as is_seen from stocktake_scans s
    where s.tenant_id = $1 and s.stocktake_id = $2 and s.barcode = e.barcode limit 1
  ) s on true
  join lateral (
    select status, shelf, current_branch_id, moved_at, updated_at from copies c
    where c.tenant_id = $1 and c.id = e.copy_id limit 1
  ) c on s.is_seen is null
  where st.tenant_id = $1 and st.id = $2
    and c.status = 'available' and c.current_branch_id = st.branch_id and c.moved_at = e.moved_at and not ${isReshelved}`;

/** Seen, and how that fits what is recorded now: the same table as discrepancyOf (shared/rules/stocktake.ts). */
const seen = `
  select s.barcode, c.id as copy_id, coalesce(k.key, s.key_from, '') as sort_key,
    case
      when c.id is null then 'unknown'
      when c.status = 'on_loan' then case when l.checked_out_at <= s.seen_at then 'on_loan' end
      when c.moved_at > s.seen_at and c.moved_at is distinct from m.decided_at then null
      when c.status in ('lost', 'missing') then 'lost'
      when c.status in ('withdrawn', 'in_transit', 'on_hold_shelf') then c.status
      when c.current_branch_id <> st.branch_id then 'elsewhere'
      when c.status = 'maintenance' then 'wrong_shelf'
      when k.key < s.key_from or k.key >= s.key_to or k.key < st.key_from or k.key >= st.key_to then 'wrong_shelf'
    end as kind,
    s.seen_at, s.received_at, s.shelf as seen_shelf, s.key_from, s.key_to, s.desk_id, s.staff_id, s.late
  from stocktakes st
  join stocktake_scans s on s.tenant_id = $1 and s.stocktake_id = $2
  left join lateral (
    select id, status, shelf, current_branch_id, moved_at from copies c
    where c.tenant_id = $1 and c.barcode = s.barcode limit 1
  ) c on true
  left join lateral (
    select checked_out_at from loans l
    where c.status = 'on_loan' and l.tenant_id = $1 and l.copy_id = c.id and l.returned_at is null limit 1
  ) l on true
  left join lateral (
    select key from shelf_keys k where k.tenant_id = $1 and k.shelf = c.shelf limit 1
  ) k on true
  left join lateral (
    select decided_at from stocktake_findings m
    where c.status = 'missing' and m.tenant_id = $1 and m.stocktake_id = $2 and m.barcode = s.barcode and not m.late
      and m.kind = 'missing' and m.state = 'done' limit 1
  ) m on true
  where st.tenant_id = $1 and st.id = $2`;

/** Late scans that are not settled yet. */
const unsettled = `and st.state <> 'abandoned' and s.late and not exists (
  select from stocktake_findings f where f.tenant_id = $1 and f.stocktake_id = $2 and f.barcode = s.barcode and f.late
)`;

/**
 * The discrepancies of a count, $1 tenant and $2 id: all of them, or those that late scans show. Two statements, because
 * one that asks for the count's state is planned for a handful of rows, and takes ten seconds for 60,000.
 */
export const discrepancyRows = {
  all: `select * from (${unseen} union all ${seen}) found where kind is not null`,
  late: `select * from (${seen} ${unsettled}) found where kind is not null`,
};
export type Wanted = keyof typeof discrepancyRows;

export const countKinds = (wanted: Wanted) =>
  sql<{ kind: DiscrepancyKind; count: number }>(
    `stocktake.count_kinds_${wanted}`,
    `select kind, count(*) as count from (${discrepancyRows[wanted]}) found group by kind order by kind`,
  );

/** A barcode of a count, as any statement reads it; what no join found is null, whatever its type says. */
export type SightingRow = {
  seen_at: string | null;
  key_from: string | null;
  key_to: string | null;
  copy_id: string | null;
  status: CopyStatus;
  shelf: string | null;
  home_branch_id: string;
  current_branch_id: string;
  moved_at: string;
  checked_out_at: string | null;
};

export type DiscrepancyRow = SightingRow & {
  barcode: string;
  sort_key: string;
  kind: DiscrepancyKind;
  received_at: string;
  seen_shelf: string | null;
  desk_id: string | null;
  staff_id: string | null;
  late: boolean;
  item_type: ItemType;
  condition: Condition;
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
  loan_id: string | null;
  checked_out_at: string;
  due_at: string;
};

const orders = {
  shelf: 'f.sort_key collate "C"',
  barcode: 'f.barcode',
  kind: 'f.kind',
  title: 'b.title',
  seenAt: 'f.seen_at',
};
export type DiscrepancyField = keyof typeof orders;
export const discrepancyFields: readonly DiscrepancyField[] = ['shelf', 'barcode', 'kind', 'title', 'seenAt'];

/** What there is to know of copy, book and open loan. */
const described = (which: string) => `
  select f.*, c.status, c.shelf, c.item_type, c.condition, c.home_branch_id, c.current_branch_id, c.moved_at,
    ${bookLabelColumns}, l.id as loan_id, l.checked_out_at, l.due_at
  from (${which}) f
  left join lateral (select * from copies c where c.tenant_id = $1 and c.id = f.copy_id limit 1) c on true
  left join lateral (select * from books b where b.tenant_id = $1 and b.id = c.book_id limit 1) b on true
  left join lateral (
    select * from loans l where l.tenant_id = $1 and l.copy_id = f.copy_id and l.returned_at is null limit 1
  ) l on true`;

const chosen = (wanted: Wanted) => `select * from (${discrepancyRows[wanted]}) found
  where ($3::text is null or kind = $3) and ($4::boolean is null or late = $4)`;

/** What somebody typed is the beginning of a barcode or of a shelf, or stands in a title. */
const matching = (words: string) => `where starts_with(f.barcode, ${words})
  or starts_with(lower(c.shelf), lower(${words})) or position(lower(${words}) in lower(b.title)) > 0`;

type Order = { field: DiscrepancyField; descending: boolean };

/** One page: $3 kind and $4 late, or null for any; $5 limit, $6 offset, $7 words where it is searched. */
export const listDiscrepancies = (wanted: Wanted, { field, descending }: Order, isSearched: boolean) =>
  sql<DiscrepancyRow>(
    `stocktake.discrepancies_${wanted}_by_${field}${descending ? '_down' : ''}${isSearched ? '_searched' : ''}`,
    `${described(chosen(wanted))} ${isSearched ? matching('$7') : ''}
     order by ${orders[field]} ${descending ? 'desc' : 'asc'} nulls last, f.sort_key collate "C", f.barcode
     limit $5 offset $6`,
  );

/** How many there are with these words ($5). */
export const countFound = (wanted: Wanted) =>
  sql<{ count: number }>(
    `stocktake.count_found_${wanted}`,
    `select count(*) as count from (${described(chosen(wanted))} ${matching('$5')}) matched`,
  );

/** The next $5 behind shelf $3 and barcode $4, in the order of the shelves. */
export const nextDiscrepancies = (wanted: Wanted) =>
  sql<DiscrepancyRow>(
    `stocktake.next_discrepancies_${wanted}`,
    `${described(`select * from (${discrepancyRows[wanted]}) found
       where (sort_key collate "C", barcode collate "C") > ($3, $4)
       order by sort_key collate "C", barcode collate "C" limit $5`)}
     order by f.sort_key collate "C", f.barcode collate "C"`,
  );
