-- The change feed (design.md, "Sync"): keys and stamps only; a pull joins the present row. Written by triggers, so that
-- no statement that touches a copy or a book can forget it.

create table changes (
  tenant_id uuid not null,
  branch_id uuid not null,
  entity text not null check (entity in ('book', 'copy')),
  entity_id uuid not null,
  stamp xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, branch_id, entity, entity_id)
) with (fillfactor = 70);
create index changes_by_stamp on changes (tenant_id, branch_id, stamp, entity, entity_id);

-- The part of the epoch that a restored or copied database must change; the rest is the cluster's identity.
create table feed_epoch (
  only_row boolean primary key default true check (only_row),
  salt uuid not null
);

-- Ordered, so that two transactions that touch the same copies wait for each other instead of deadlocking.
create function stamp_copies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into changes (tenant_id, branch_id, entity, entity_id)
    select tenant_id, branch_id, 'copy', id from (
      select tenant_id, home_branch_id as branch_id, id from new_rows
      union select tenant_id, current_branch_id, id from new_rows
    ) touched order by 1, 2, 4
    on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  elsif tg_op = 'UPDATE' then
    insert into changes (tenant_id, branch_id, entity, entity_id)
    select tenant_id, branch_id, 'copy', id from (
      select tenant_id, home_branch_id as branch_id, id from new_rows
      union select tenant_id, current_branch_id, id from new_rows
      union select tenant_id, home_branch_id, id from old_rows
      union select tenant_id, current_branch_id, id from old_rows
    ) touched order by 1, 2, 4
    on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  else
    insert into changes (tenant_id, branch_id, entity, entity_id)
    select tenant_id, branch_id, 'copy', id from (
      select tenant_id, home_branch_id as branch_id, id from old_rows
      union select tenant_id, current_branch_id, id from old_rows
    ) touched order by 1, 2, 4
    on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  end if;
  return null;
end $$;

create trigger copies_stamp_insert after insert on copies
  referencing new table as new_rows for each statement execute function stamp_copies();
create trigger copies_stamp_update after update on copies
  referencing old table as old_rows new table as new_rows for each statement execute function stamp_copies();
create trigger copies_stamp_delete after delete on copies
  referencing old table as old_rows for each statement execute function stamp_copies();

-- A changed book matters to every branch that has a copy of it; a new book has none yet, its copies bring it along.
create function stamp_books() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (tenant_id, branch_id, entity, entity_id)
  select tenant_id, branch_id, 'book', id from (
    select b.tenant_id, c.home_branch_id as branch_id, b.id
    from new_rows b join copies c on c.tenant_id = b.tenant_id and c.book_id = b.id
    union
    select b.tenant_id, c.current_branch_id, b.id
    from new_rows b join copies c on c.tenant_id = b.tenant_id and c.book_id = b.id
  ) touched order by 1, 2, 4
  on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
  return null;
end $$;

create trigger books_stamp_update after update on books
  referencing new table as new_rows for each statement execute function stamp_books();
