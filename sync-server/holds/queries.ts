import type { HoldStatus, ItemType, MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import { onePlanForAll } from '../db/locks.ts';
import { type Order, orderName } from '../db/order.ts';
import { type Sql, sql } from '../db/sql.ts';

/** A copy that stays behind on the hold shelf bears the slip that was put into it first, until somebody scans it. */
const firstSlip = `not exists (
    select from holds other where other.tenant_id = h.tenant_id and other.copy_id = h.copy_id and other.left_on_shelf
  )`;

/** Where the member took another copy, the one that waited for him stays behind: it is not the one just lent. */
export const fulfil = sql(
  'holds.fulfil',
  `update holds h set status = 'fulfilled', ended_at = $3,
     left_on_shelf = h.status = 'ready' and ${firstSlip} and exists (
       select from copies c where c.tenant_id = h.tenant_id and c.id = h.copy_id and c.status = 'on_hold_shelf'
     )
   where h.tenant_id = $1 and h.id = $2 and h.ended_at is null`,
);

export const requeue = sql(
  'holds.requeue',
  `update holds set status = 'waiting', copy_id = null, shelf_expires_at = null
   where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const assign = sql(
  'holds.assign',
  `update holds h set status = $3, copy_id = $4, shelf_expires_at = $5,
     slip_code = (select right(m.number, 4) from members m where m.tenant_id = $1 and m.id = h.member_id)
   where h.tenant_id = $1 and h.id = $2 and h.ended_at is null`,
);

export const end = sql(
  'holds.end',
  `update holds h set status = $3, ended_at = $4, left_on_shelf = h.status = 'ready' and ${firstSlip}
   where h.tenant_id = $1 and h.id = $2 and h.ended_at is null`,
);

/** Somebody has the copy in the hand: whatever slips it bore are over, and nobody looks for one by what is on it. */
export const clearFromShelf = sql(
  'holds.clear_from_shelf',
  `update holds set left_on_shelf = false, slip_code = null
   where tenant_id = $1 and copy_id = $2 and left_on_shelf`,
);

/** The waitlist of the book $2, then the member with the card $3: no two are placed on one book at once. */
export const lockForPlacing = sql('holds.lock_for_placing', `select ${onePlanForAll}, lock_for_placing($1, $2, $3)`);

export type PlacingRow = {
  book_id: string | null;
  member_id: string | null;
  member_status: MemberStatus;
  category: MemberCategory;
  expires_on: string | null;
  branch_id: string | null;
  time_zone: string;
  item_type: ItemType | null;
  own_hold_id: string | null;
  own_loan_id: string | null;
  own_loan_due_at: string;
  active_holds: number;
  /** Of those who wait without a copy, in no order. */
  priorities: number[] | null;
  last_placed_at: string | null;
};

/** Everything the placing of a hold is decided from: $1 tenant, $2 book, $3 number, $4 pickup branch. */
export const placingFacts = sql<PlacingRow>(
  'holds.placing_facts',
  `select b.id as book_id, m.id as member_id, m.status as member_status, m.category, m.expires_on,
     br.id as branch_id, br.time_zone,
     (select c.item_type from copies c where c.tenant_id = $1 and c.book_id = b.id order by c.id limit 1) as item_type,
     own.id as own_hold_id, loan.id as own_loan_id, loan.due_at as own_loan_due_at,
     queue.active::int as active_holds, queue.priorities, queue.last_placed_at
   from tenants tenant
   left join books b on b.tenant_id = tenant.id and b.id = $2
   left join members m on m.tenant_id = tenant.id and m.number = $3
   left join branches br on br.tenant_id = tenant.id and br.id = $4
   left join holds own
     on own.tenant_id = tenant.id and own.book_id = b.id and own.member_id = m.id and own.ended_at is null
   left join lateral (
     select l.id, l.due_at from loans l
     where l.tenant_id = $1 and l.member_id = m.id and l.returned_at is null and l.book_id = b.id limit 1
   ) loan on true
   cross join lateral (
     select count(*) as active, array_agg(w.priority) filter (where w.copy_id is null) as priorities,
       max(w.placed_at) as last_placed_at
     from holds w where w.tenant_id = $1 and w.book_id = b.id and w.ended_at is null
   ) queue
   where tenant.id = $1`,
);

export const place = sql(
  'holds.place',
  `insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at, suspended_until, priority)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** The copy that the hold has, its waitlist, the hold itself. */
export const lockForHold = sql('holds.lock_for_hold', `select ${onePlanForAll}, lock_for_hold($1, $2)`);

export type HoldRow = {
  id: string;
  book_id: string;
  member_id: string;
  pickup_branch_id: string;
  status: HoldStatus;
  copy_id: string | null;
  placed_at: string;
  shelf_expires_at: string | null;
  suspended_until: string | null;
  position: number | null;
};

const columns = `h.id, h.book_id, h.member_id, h.pickup_branch_id, h.status, h.copy_id, h.placed_at, h.shelf_expires_at,
  h.suspended_until,
  case when h.status = 'waiting' then (
    select count(*) from holds w
    where w.tenant_id = h.tenant_id and w.book_id = h.book_id and w.ended_at is null and w.copy_id is null
      and (w.priority, w.placed_at, w.id) <= (h.priority, h.placed_at, h.id)
  )::int end as position`;

export const findHold = sql<HoldRow>(
  'holds.find',
  `select ${columns} from holds h where h.tenant_id = $1 and h.id = $2`,
);

export const suspend = sql(
  'holds.suspend',
  `update holds set suspended_until = $3 where tenant_id = $1 and id = $2 and status = 'waiting'`,
);

export const collectAt = sql(
  'holds.collect_at',
  `update holds set pickup_branch_id = $3 where tenant_id = $1 and id = $2 and status = 'waiting'`,
);

export const activeHoldsOfMember = sql<{ id: string }>(
  'holds.active_of_member',
  'select id from holds where tenant_id = $1 and member_id = $2 and ended_at is null order by id',
);

export const overdueOnShelf = sql<{ id: string }>(
  'holds.overdue_on_shelf',
  `select id from holds where tenant_id = $1 and status = 'ready' and shelf_expires_at <= $2
   order by shelf_expires_at, id limit $3`,
);

export const bookExists = sql<{ id: string }>(
  'holds.book_exists',
  'select id from books where tenant_id = $1 and id = $2',
);

export const branchExists = sql<{ id: string }>(
  'holds.branch_exists',
  'select id from branches where tenant_id = $1 and id = $2',
);

export type ListedRow = HoldRow & {
  barcode: string | null;
  isbn: string | null;
  title: string;
  authors: string[];
  member_number: string;
  member_name: string;
};

const listed = `${columns}, c.barcode, b.isbn, b.title, b.authors, m.number as member_number, m.name as member_name`;
const joined = `join books b on b.tenant_id = h.tenant_id and b.id = h.book_id
  join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
  left join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id`;
/** $3: only this member's, or null; $4: what the name or the card of whoever waits has in it, or ''. */
const ofBook = `h.tenant_id = $1 and h.book_id = $2 and h.ended_at is null and ($3::uuid is null or h.member_id = $3)
  and case when $4 = '' then true else exists (
    select from members w where w.tenant_id = $1 and w.id = h.member_id
      and strpos(lower(w.number || ' ' || w.name), lower($4)) > 0
  ) end`;
/** $3: what the title has in it, or ''. */
const ofMember = `h.tenant_id = $1 and h.member_id = $2 and h.ended_at is null
  and case when $3 = '' then true else exists (
    select from books w where w.tenant_id = $1 and w.id = h.book_id and strpos(lower(w.title), lower($3)) > 0
  ) end`;

export type HoldField = 'status' | 'position' | 'placedAt' | 'createdAt';
export const fieldsOfBook = ['position', 'placedAt', 'createdAt'] as const;
export const fieldsOfMember = ['status', 'placedAt', 'createdAt'] as const;
/** `position` is the order in which they get a copy, those that have one first. */
function ordered({ field, descending }: Order<HoldField>): string {
  const direction = descending ? 'desc' : 'asc';
  return {
    position: `h.copy_id is null ${direction}, h.priority ${direction}, h.placed_at ${direction}, h.id`,
    status: `array_position(array['ready', 'in_transit', 'waiting'], h.status) ${direction}, h.placed_at, h.id`,
    placedAt: `h.placed_at ${direction}, h.id`,
    createdAt: `h.placed_at ${direction}, h.id`,
  }[field];
}

export function listOfBook(order: Order<(typeof fieldsOfBook)[number]>): Sql<ListedRow> {
  return sql(
    `holds.list_of_book_${orderName(order)}`,
    `select ${listed} from holds h ${joined} where ${ofBook}
     order by ${ordered(order)} limit $5 offset $6`,
  );
}
export const countOfBook = sql<{ count: number }>(
  'holds.count_of_book',
  `select count(*) from holds h where ${ofBook}`,
);

export function listOfMember(order: Order<(typeof fieldsOfMember)[number]>): Sql<ListedRow> {
  return sql(
    `holds.list_of_member_${orderName(order)}`,
    `select ${listed} from holds h ${joined} where ${ofMember}
     order by ${ordered(order)} limit $4 offset $5`,
  );
}
export const countOfMember = sql<{ count: number }>(
  'holds.count_of_member',
  `select count(*) from holds h where ${ofMember}`,
);

export type MemberHoldRow = HoldRow & {
  ended_at: string | null;
  isbn: string | null;
  title: string;
  authors: string[];
};

/** Also those that are over, in the order in which they were placed. */
export const everyHoldOfMember = sql<MemberHoldRow>(
  'holds.every_of_member',
  `select ${columns}, h.ended_at, b.isbn, b.title, b.authors
   from holds h join books b on b.tenant_id = h.tenant_id and b.id = h.book_id
   where h.tenant_id = $1 and h.member_id = $2 order by h.placed_at, h.id`,
);
