-- Holds as the desk works with them: the pick list of a branch in the time of a page, whoever lets others go first, and
-- what still stands on the hold shelf although nobody waits for it there any more.

-- A copy is waited for while somebody waits for its book, whether or not it is its turn: a pick list walks such copies
-- of its branch in the order of the shelves and asks of each whether it is to be fetched. To go over the waitlists of the
-- whole library for every page took seconds. A mark too many costs a look; only one too few would hide a copy.
alter table copies add column waited_for boolean not null default false;
update copies c set waited_for = true
  where exists (select from holds h where h.tenant_id = c.tenant_id and h.book_id = c.book_id and h.ended_at is null);
create index copies_waited_for on copies (tenant_id, current_branch_id, shelf, id) where waited_for;

create function wait_for_copies(tenant uuid, book uuid) returns void language plpgsql as $$
begin
  perform from copies where tenant_id = tenant and book_id = book and not waited_for order by id for no key update;
  update copies set waited_for = true where tenant_id = tenant and book_id = book and not waited_for;
end $$;

-- As in 0016, and the book's copies are waited for from now on. They are locked before the waitlist, as everywhere; the
-- second look finds copies that were let go of (below) while we waited for it.
create or replace function lock_for_placing(tenant uuid, book uuid, card text) returns void language plpgsql as $$
begin
  perform wait_for_copies(tenant, book);
  perform pg_advisory_xact_lock(waitlist_lock(book));
  perform wait_for_copies(tenant, book);
  perform from members where tenant_id = tenant and number = card for no key update;
end $$;

-- Nobody waits any more: the book's copies are left alone again.
create function let_go_of_copies(tenant uuid, book uuid) returns void language plpgsql as $$
begin
  perform from copies where tenant_id = tenant and book_id = book and waited_for order by id for no key update;
  perform pg_advisory_xact_lock(waitlist_lock(book));
  update copies c set waited_for = false
    where c.tenant_id = tenant and c.book_id = book and c.waited_for and not exists (
      select from holds h where h.tenant_id = tenant and h.book_id = book and h.ended_at is null
    );
end $$;

-- A copy more of a book that somebody waits for. Whole statements at once: imports insert thousands.
create function wait_for_new_copies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update copies c set waited_for = true from new_rows n
    where c.tenant_id = n.tenant_id and c.id = n.id and exists (
      select from holds h where h.tenant_id = n.tenant_id and h.book_id = n.book_id and h.ended_at is null
    );
  return null;
end $$;
create trigger copies_waited_for_when_new after insert on copies
  referencing new table as new_rows for each statement execute function wait_for_new_copies();

-- Who waits before whom by his category: a lower number comes first (rows of before this term wait as all others).
update policies set terms = '{"holdPriority": 0}'::jsonb || terms;

-- The hold is over, and its copy, with its slip, still stands on the hold shelf: until somebody has it in the hand.
alter table holds add column left_on_shelf boolean not null default false;
create index holds_left_on_shelf on holds (tenant_id, pickup_branch_id, ended_at, id) where left_on_shelf;
create index holds_left_of_copy on holds (tenant_id, copy_id) where left_on_shelf;
