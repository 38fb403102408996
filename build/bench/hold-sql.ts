// What the benches of holds and of the nightly jobs put into the big library, and the floor of a return that captures.

/**
 * Copies on loan and not overdue, each of a book of its own that nobody waits for; now somebody does, who collects where
 * the copy's home is: $1 tenant, $2 how many.
 */
export const waitForLentCopies = `
  with lent as (
    select distinct on (c.book_id) c.book_id, c.barcode, c.home_branch_id
    from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
    where l.tenant_id = $1 and l.returned_at is null and l.due_at > now() and c.status = 'on_loan'
      and c.current_branch_id = c.home_branch_id
      and not exists (select from holds h where h.tenant_id = $1 and h.book_id = c.book_id and h.ended_at is null)
    order by c.book_id limit $2
  ), numbered as (select *, row_number() over () as n from lent
  ), waiting as (
    select id, row_number() over (order by hashtext(id::text)) as n from members m
    where tenant_id = $1 and status = 'active' limit $2
  ), placed as (
    insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at)
    select $1, gen_random_uuid(), book_id, waiting.id, home_branch_id, now() from numbered join waiting using (n)
    returning book_id
  )
  select barcode, home_branch_id from numbered join placed using (book_id)`;

/** Everything that a return for somebody who waits must do, as one SQL function; no calendar, no roles, no notice. */
export const floorCapture = `
create or replace function floor_capture(t uuid, wanted text, request text) returns uuid language plpgsql as $$
declare c copies; l loans; h holds;
begin
  perform pg_advisory_xact_lock(hashtextextended(t || request, 0));
  if exists (select from idempotency where tenant_id = t and actor = 'floor' and key = request) then return null; end if;
  select * into c from copies where tenant_id = t and barcode = wanted for no key update;
  perform pg_advisory_xact_lock(waitlist_lock(c.book_id));
  select * into l from loans where tenant_id = t and copy_id = c.id and returned_at is null;
  select * into h from holds where tenant_id = t and book_id = c.book_id and ended_at is null and copy_id is null
    and (suspended_until is null or suspended_until <= today_at(t, pickup_branch_id, now()))
    order by priority, placed_at, id limit 1;
  if l.id is null or h.id is null then return null; end if;
  update loans set returned_at = now(), returned_branch_id = c.current_branch_id where tenant_id = t and id = l.id;
  update holds set status = 'ready', copy_id = c.id, shelf_expires_at = now() + interval '72 hours'
    where tenant_id = t and id = h.id;
  update copies set status = 'on_hold_shelf', due_at = null, moved_at = now(), updated_at = now()
    where tenant_id = t and id = c.id;
  insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id) values
    (t, gen_random_uuid(), now(), 'job', null, 'loan.returned', 'loan', l.id, jsonb_build_object('copyId', c.id), request),
    (t, gen_random_uuid(), now(), 'job', null, 'hold.ready', 'hold', h.id, jsonb_build_object('copyId', c.id), request);
  insert into idempotency (tenant_id, actor, key, fingerprint, status, answer)
    values (t, 'floor', request, sha256(request::bytea), 200, json_build_object('id', h.id)::text);
  return h.id;
end $$`;
export const callFloorCapture = 'select floor_capture($1, $2, $3) as id';

/** A book of its own with so many copies on the shelves of one branch: $1 tenant, $2 book, $3 copies, $4 first barcode. */
export const aWantedBook = `
  with book as (
    insert into books (tenant_id, id, title, authors) values ($1, $2, 'The book that everybody wants', '{Bench}')
  ), home as (select id from branches where tenant_id = $1 order by id limit 1)
  insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
  select $1, gen_random_uuid(), $2, ($4::bigint + n)::text, home.id, home.id from home, generate_series(1, $3) n
  returning barcode, home_branch_id`;

/** The waitlist of a book in its order, by card: $1 tenant, $2 book. */
export const waitlistOf = `
  select m.number, h.status, c.barcode from holds h
  join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
  left join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
  where h.tenant_id = $1 and h.book_id = $2 order by h.priority, h.placed_at, h.id`;

/** Ready holds whose time on the shelf is over: $1 tenant, $2 how many. */
export const forgetToCollect = `
  with standing as (
    select distinct on (c.book_id) c.id, c.book_id, c.home_branch_id from copies c
    where c.tenant_id = $1 and c.status = 'available' and c.current_branch_id = c.home_branch_id
      and not exists (select from holds h where h.tenant_id = $1 and h.book_id = c.book_id and h.ended_at is null)
    order by c.book_id limit $2
  ), numbered as (select *, row_number() over () as n from standing
  ), waiting as (
    select id, row_number() over (order by id) as n from members where tenant_id = $1 and status = 'active' limit $2
  ), kept as (
    insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at, status, copy_id, shelf_expires_at)
    select $1, gen_random_uuid(), book_id, waiting.id, home_branch_id, now() - interval '5 days', 'ready', numbered.id,
      now() - interval '1 hour'
    from numbered join waiting using (n)
    returning copy_id
  )
  update copies c set status = 'on_hold_shelf' from kept where c.tenant_id = $1 and c.id = kept.copy_id`;

/** The due dates of so many open loans spread over the days around now, so that reminders fall due: $1 tenant, $2 loans. */
export const spreadDueDates = `
  with chosen as (
    select id, copy_id, now() + ((row_number() over (order by id)) % 40 - 20) * interval '1 day' as due
    from loans where tenant_id = $1 and returned_at is null order by id limit $2
  ), moved as (
    update loans l set due_at = chosen.due, checked_out_at = least(l.checked_out_at, chosen.due - interval '21 days')
    from chosen where l.tenant_id = $1 and l.id = chosen.id
  )
  update copies c set due_at = chosen.due from chosen
  where c.tenant_id = $1 and c.id = chosen.copy_id and c.status = 'on_loan'`;
