import type { LabelRow } from '../../db/labels.ts';
import { sql } from '../../db/sql.ts';

/** A list is counted up to this: whoever has more to fetch fetches a trolley full, and looks again. */
export const countCap = 1000;

/** $1 tenant, $3 now. */
const waitsForCopy = (book: string) => `w.tenant_id = $1 and w.book_id = ${book} and w.ended_at is null
  and w.copy_id is null
  and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, $3))`;

/**
 * Which copies of the book `c.book_id` are to be fetched: as many as members wait, over all branches together, so that
 * no two branches fetch a copy for the same member. Copies that stand where somebody collects come first; a copy more at
 * another branch only where those do not suffice. $1 tenant, $3 now, $4 the item types that are lent.
 */
const fetchedOfBook = `
  with waiting as materialized (
    select w.pickup_branch_id, count(*) as members from holds w
    where ${waitsForCopy('c.book_id')}
    group by w.pickup_branch_id
  ), standing as (
    select s.id, row_number() over (partition by s.current_branch_id order by s.id) <= here.members as collected_here
    from copies s
    left join waiting here on here.pickup_branch_id = s.current_branch_id
    where s.tenant_id = $1 and s.book_id = c.book_id and s.status = 'available' and s.item_type = any($4::text[])
  ), ranked as (
    select id, row_number() over (order by collected_here desc nulls last, id) as turn from standing
  )
  select r.id from ranked r, (select sum(members)::int as members from waiting) total
  where r.turn <= total.members`;

const isFetched = `exists (select from (${fetchedOfBook}) fetched where fetched.id = c.id)`;

/**
 * $2 branch. In the order of the shelves, which is the order of the index `copies_waited_for`. As a condition and not as
 * a join: of a join the planner would expect next to nothing, and sort whatever the branch has to find a page of it.
 */
const toFetchHere = `
  from copies c
  where c.tenant_id = $1 and c.current_branch_id = $2 and c.waited_for and c.status = 'available'
    and c.item_type = any($4::text[]) and ${isFetched}`;

export const listPickList = sql<LabelRow & { waiting: number }>(
  'holds.list_pick_list',
  `select p.id as copy_id, p.barcode, p.home_branch_id, p.shelf, p.item_type, b.id as book_id, b.isbn, b.title, b.authors,
     (select count(*) from holds w where ${waitsForCopy('p.book_id')})::int as waiting
   from (
     select c.id, c.barcode, c.home_branch_id, c.shelf, c.item_type, c.book_id ${toFetchHere}
     order by c.shelf, c.id limit $5 offset $6
   ) p
   join books b on b.tenant_id = $1 and b.id = p.book_id
   order by p.shelf, p.id`,
);

export const countPickList = sql<{ count: number }>(
  'holds.count_pick_list',
  `select count(*) from (select ${toFetchHere} limit ${countCap}) counted`,
);

export type FetchedRow = {
  copy_id: string;
  barcode: string;
  shelf: string | null;
  branch_id: string;
  code: string;
  name: string;
};

/** The copies of the book $2 that are asked for, wherever they stand. */
export const fetchedCopies = sql<FetchedRow>(
  'holds.fetched_copies',
  `select s.id as copy_id, s.barcode, s.shelf, br.id as branch_id, br.code, br.name
   from (select $2::uuid as book_id) c cross join lateral (${fetchedOfBook}) fetched
   join copies s on s.tenant_id = $1 and s.id = fetched.id
   join branches br on br.tenant_id = $1 and br.id = s.current_branch_id
   order by s.id`,
);

export type StandingRow = {
  copy_id: string;
  book_id: string;
  status: string;
  branch_id: string;
  title: string;
  left_on_shelf: boolean;
};

/** The copy with the barcode $2, behind its lock. */
export const standingCopy = sql<StandingRow>(
  'holds.standing_copy',
  `select c.id as copy_id, c.book_id, c.status, c.current_branch_id as branch_id, b.title, exists (
     select from holds h where h.tenant_id = c.tenant_id and h.copy_id = c.id and h.left_on_shelf
   ) as left_on_shelf
   from copies c join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   where c.tenant_id = $1 and c.barcode = $2`,
);

/** Books whose copies are marked though nobody waits any more. */
export const booksLetGo = sql<{ book_id: string }>(
  'holds.books_let_go',
  `select distinct c.book_id from copies c
   where c.tenant_id = $1 and c.waited_for
     and not exists (select from holds h where h.tenant_id = $1 and h.book_id = c.book_id and h.ended_at is null)
   limit $2`,
);

/** Books that somebody waits for with a copy that is not marked: it was added at the very moment of the first hold. */
export const booksOverlooked = sql<{ book_id: string }>(
  'holds.books_overlooked',
  `select distinct c.book_id from holds h
   join copies c on c.tenant_id = h.tenant_id and c.book_id = h.book_id and not c.waited_for
   where h.tenant_id = $1 and h.ended_at is null limit $2`,
);

export const letGoOfCopies = sql('holds.let_go_of_copies', 'select let_go_of_copies($1, $2)');
export const waitForCopies = sql('holds.wait_for_copies', 'select wait_for_copies($1, $2)');
