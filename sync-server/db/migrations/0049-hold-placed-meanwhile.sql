-- As in 0016, and the waitlist is locked also where a hold is yet to come. Whoever waited for the member behind the look at
-- the holds decided by one that had been placed meanwhile, and shared the waitlist with nobody: two copies that came back
-- were both kept for him. While the copy is not waited for, its row keeps the first hold away (lock_for_placing in 0028).
create or replace function lock_for_circulation(tenant uuid, wanted_barcode text, card text) returns void
language plpgsql as $$
declare
  book uuid;
  marked boolean;
begin
  select book_id, waited_for into book, marked
    from copies where tenant_id = tenant and barcode = wanted_barcode for no key update;
  if marked or exists (select from holds h where h.tenant_id = tenant and h.book_id = book and h.ended_at is null) then
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
