-- The feed, mended and made readable (design.md, "Sync").

-- What 0004 could miss: it looked up the branches of a changed book while a first copy was on its way to one of them, in
-- a transaction that it could not see. Neither waits for the other (a foreign key takes no lock that an update minds),
-- and the branch was never told. Now a changed book is stamped once, for the whole tenant, under a branch id that no
-- branch has; which branches have a copy is asked when they pull.
drop trigger books_stamp_update on books;
drop function stamp_books();
delete from changes where entity = 'book';

create function every_branch() returns uuid language sql immutable parallel safe
  return '00000000-0000-0000-0000-000000000000'::uuid;

create function stamp_book() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (tenant_id, branch_id, entity, entity_id)
  values (new.tenant_id, every_branch(), 'book', new.id)
  on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  return null;
end $$;

-- Only what desks hold counts (contract/sync.ts, SyncBook): a touched updated_at tells them nothing.
create trigger books_stamp_update after update on books for each row
  when ((old.isbn, old.title, old.subtitle, old.authors, old.publisher, old.year, old.language, old.subjects)
    is distinct from (new.isbn, new.title, new.subtitle, new.authors, new.publisher, new.year, new.language, new.subjects))
  execute function stamp_book();

drop trigger copies_stamp_insert on copies;
drop trigger copies_stamp_update on copies;
drop trigger copies_stamp_delete on copies;
drop function stamp_copies();

-- Whole statements at once: imports insert thousands, and a call a row costs half as much again.
create function stamp_new_copies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (tenant_id, branch_id, entity, entity_id)
  select tenant_id, home_branch_id, 'copy', id from new_rows
  union
  select tenant_id, current_branch_id, 'copy', id from new_rows
  on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  return null;
end $$;

create trigger copies_stamp_insert after insert on copies
  referencing new table as new_rows for each statement execute function stamp_new_copies();

-- Whoever writes a copy's stamps holds the lock on that copy's row, so that stamps add no new way to deadlock.
create function stamp_copy() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (tenant_id, branch_id, entity, entity_id)
  select distinct touched.tenant_id, touched.branch_id, 'copy', touched.id
  from (values
    (old.tenant_id, old.home_branch_id, old.id), (old.tenant_id, old.current_branch_id, old.id),
    (new.tenant_id, new.home_branch_id, new.id), (new.tenant_id, new.current_branch_id, new.id)
  ) touched (tenant_id, branch_id, id)
  where touched.id is not null
  on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  return null;
end $$;

-- SyncCopy's fields, and the ids that say whose it is.
create trigger copies_stamp_update after update on copies for each row
  when ((old.tenant_id, old.id, old.book_id, old.barcode, old.home_branch_id, old.current_branch_id, old.status,
      old.shelf, old.item_type, old.condition, old.due_at)
    is distinct from (new.tenant_id, new.id, new.book_id, new.barcode, new.home_branch_id, new.current_branch_id,
      new.status, new.shelf, new.item_type, new.condition, new.due_at))
  execute function stamp_copy();
create trigger copies_stamp_delete after delete on copies for each row execute function stamp_copy();

-- A snapshot reads a branch's books in the order of their ids, by way of its copies.
create index copies_books_at_home on copies (tenant_id, home_branch_id, book_id);
create index copies_books_away on copies (tenant_id, current_branch_id, book_id) where current_branch_id <> home_branch_id;

-- The feed's epoch. Cursors of one epoch mean nothing in another: a restored dump or an emptied table of changes (another
-- database, or another file of the table), a copied cluster (another identifier), a standby promoted or a recovery to a
-- point in time (another timeline; not pg_control_checkpoint(), which still says the old one after a promotion). What
-- leaves no such trace, such as a data folder put back from a file copy, takes one statement of whoever puts it back:
-- update feed_epoch set salt = gen_random_uuid().
insert into feed_epoch (salt) values (gen_random_uuid());

create function current_feed_epoch() returns text language sql stable security definer set search_path = public, pg_temp
begin atomic
  select left(encode(sha256(convert_to(concat_ws('/',
    (select system_identifier from pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select oid from pg_database where datname = current_database()),
    pg_relation_filenode('changes'),
    (select salt from feed_epoch)
  ), 'UTF8')), 'hex'), 24);
end;

-- Below this stamp every transaction has ended, and what it committed can be seen in this very snapshot.
create function feed_bound() returns xid8 language sql stable
  return pg_snapshot_xmin(pg_current_snapshot());

-- Which of these branches have news between two bounds: one question for all tenants, ten times a second. It answers
-- positions in the arrays and nothing of what is in them; row-level security would need a question a tenant.
create function branches_with_news(tenants uuid[], branches uuid[], since xid8) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp
begin atomic
  select listening.position
  from unnest(tenants, branches) with ordinality as listening (tenant_id, branch_id, position)
  where since < feed_bound() and exists (
    select from changes
    where changes.tenant_id = listening.tenant_id and changes.branch_id in (listening.branch_id, every_branch())
      and changes.stamp >= since and changes.stamp < feed_bound()
  );
end;
revoke execute on function branches_with_news from public;
grant execute on function branches_with_news to carrel_app;
