-- Holds and transfers: who is away, what the lists are read by, and the locks of whatever ends a hold.

-- A member who is away keeps his place in the queue and is passed over before this day (at his pickup branch).
alter table holds add column suspended_until date;

create index holds_ready_at_branch on holds (tenant_id, pickup_branch_id, shelf_expires_at, id) where status = 'ready';
create index holds_ready_by_expiry on holds (tenant_id, shelf_expires_at, id) where status = 'ready';
create index transfers_open_from on transfers (tenant_id, from_branch_id, requested_at, id) where ended_at is null;
create index transfers_open_to on transfers (tenant_id, to_branch_id, requested_at, id) where ended_at is null;
create index transfers_by_request on transfers (tenant_id, requested_at, id);
create index transfers_of_hold on transfers (tenant_id, hold_id) where hold_id is not null;

create function today_at(tenant uuid, branch uuid, at timestamptz) returns date language sql stable
  return (select (at at time zone b.time_zone)::date from branches b where b.tenant_id = tenant and b.id = branch);

create function waitlist_lock(book uuid) returns bigint language sql immutable
  return hashtextextended(book::text, 1);

-- The copy that is kept for this member, other than by way of his hand.
create function lock_copy_kept_for(tenant uuid, book uuid, card text) returns void language plpgsql as $$
begin
  perform from holds h
    join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
    join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
    where h.tenant_id = tenant and h.book_id = book and h.ended_at is null and m.number = card
    for no key update of c;
end $$;

-- As in 0015, and where somebody waits also the copy that is kept for the member: if he takes another, it passes on in
-- the same transaction. A second look at it behind the waitlist finds one that was assigned while we waited.
create or replace function lock_for_circulation(tenant uuid, wanted_barcode text, card text) returns void
language plpgsql as $$
declare
  book uuid;
begin
  select book_id into book from copies where tenant_id = tenant and barcode = wanted_barcode for no key update;
  if exists (select from holds h where h.tenant_id = tenant and h.book_id = book and h.ended_at is null) then
    if card is not null then
      perform lock_copy_kept_for(tenant, book, card);
    end if;
    perform pg_advisory_xact_lock(waitlist_lock(book));
    if card is not null then
      perform lock_copy_kept_for(tenant, book, card);
    end if;
  end if;
  if card is not null then
    perform from members where tenant_id = tenant and number = card for no key update;
  end if;
end $$;

-- Somebody joins a waitlist: no copy is concerned.
create function lock_for_placing(tenant uuid, book uuid, card text) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(waitlist_lock(book));
  perform from members where tenant_id = tenant and number = card for no key update;
end $$;

-- A hold ends or changes: the copy that it has, the waitlist, and the copy again if it was assigned meanwhile.
create function lock_for_hold(tenant uuid, wanted uuid) returns void language plpgsql as $$
begin
  perform from holds h join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
    where h.tenant_id = tenant and h.id = wanted and h.ended_at is null for no key update of c;
  perform pg_advisory_xact_lock(waitlist_lock(h.book_id)) from holds h where h.tenant_id = tenant and h.id = wanted;
  perform from holds h join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
    where h.tenant_id = tenant and h.id = wanted and h.ended_at is null for no key update of c;
  perform from holds where tenant_id = tenant and id = wanted for no key update;
end $$;

-- A journey changes: its copy, and the waitlist that the copy may go back to.
create function lock_for_transfer(tenant uuid, wanted uuid) returns void language plpgsql as $$
begin
  perform lock_for_circulation(tenant, c.barcode, null)
    from transfers t join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
    where t.tenant_id = tenant and t.id = wanted;
end $$;
