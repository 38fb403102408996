import type { ItemType } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';

export type PickRow = {
  copy_id: string;
  barcode: string;
  home_branch_id: string;
  shelf: string | null;
  item_type: ItemType;
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
};

/**
 * As many available copies of a book as members wait for one, over all branches together, so that no two branches fetch
 * a copy for the same member. Copies that stand where somebody collects come first; a copy more at another branch only
 * where those do not suffice. $1 tenant, $2 branch, $3 now, $4 the item types that are lent.
 */
const wanted = `
  with waiting as (
    select w.book_id, w.pickup_branch_id, count(*) as members from holds w
    where w.tenant_id = $1 and w.ended_at is null and w.copy_id is null
      and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, $3))
    group by w.book_id, w.pickup_branch_id
  ), books_waited_for as (
    select book_id, sum(members) as members from waiting group by book_id
  ), in_place as (
    select c.id, c.barcode, c.home_branch_id, c.shelf, c.item_type, c.book_id, c.current_branch_id, f.members as waiting,
      row_number() over (partition by c.book_id, c.current_branch_id order by c.id)
        <= coalesce(here.members, 0) as collected_here
    from books_waited_for f
    join copies c on c.tenant_id = $1 and c.book_id = f.book_id and c.status = 'available'
      and c.item_type = any($4::text[])
    left join waiting here on here.book_id = c.book_id and here.pickup_branch_id = c.current_branch_id
  ), ranked as (
    select *, row_number() over (partition by book_id order by collected_here desc, id) as turn from in_place
  ), picked as (
    select * from ranked where turn <= waiting and current_branch_id = $2
  )`;

export const listPickList = sql<PickRow & { waiting: number }>(
  'holds.list_pick_list',
  `${wanted}
   select p.id as copy_id, p.barcode, p.home_branch_id, p.shelf, p.item_type, b.id as book_id, b.isbn, b.title, b.authors,
     p.waiting::int
   from (select * from picked order by shelf nulls last, id limit $5 offset $6) p
   join books b on b.tenant_id = $1 and b.id = p.book_id
   order by p.shelf nulls last, p.id`,
);
export const countPickList = sql<{ count: number }>('holds.count_pick_list', `${wanted} select count(*) from picked`);

export type ShelfRow = PickRow & {
  hold_id: string;
  member_id: string;
  pickup_branch_id: string;
  placed_at: string;
  shelf_expires_at: string | null;
  pickup_code: string;
};

const readyHere = `h.tenant_id = $1 and h.pickup_branch_id = $2 and h.status = 'ready'`;

/** Those whose time is over come first by themselves: the list is in the order of its end. */
export const listHoldShelf = sql<ShelfRow>(
  'holds.list_hold_shelf',
  `select c.id as copy_id, c.barcode, c.home_branch_id, c.shelf, c.item_type, b.id as book_id, b.isbn, b.title, b.authors,
     h.id as hold_id, h.member_id, h.pickup_branch_id, h.placed_at, h.shelf_expires_at,
     right(m.number, 4) as pickup_code
   from holds h
   join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
   join books b on b.tenant_id = h.tenant_id and b.id = h.book_id
   join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
   where ${readyHere}
   order by h.shelf_expires_at, h.id limit $3 offset $4`,
);
export const countHoldShelf = sql<{ count: number }>(
  'holds.count_hold_shelf',
  `select count(*) from holds h where ${readyHere}`,
);
