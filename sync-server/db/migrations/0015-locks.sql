-- Locks that are taken one after another in one call. In READ COMMITTED each statement inside a plpgsql function has a
-- snapshot of its own, younger than the locks before it, so nothing is lost against single statements but their waits.

-- The order of all circulation: copy, waitlist of its book (only where somebody waits), member.
create function lock_for_circulation(tenant uuid, wanted_barcode text, card text) returns void
language plpgsql as $$
begin
  perform from copies where tenant_id = tenant and barcode = wanted_barcode for no key update;
  perform pg_advisory_xact_lock(hashtextextended(c.book_id::text, 1))
    from copies c
    where c.tenant_id = tenant and c.barcode = wanted_barcode
      and exists (select from holds h where h.tenant_id = tenant and h.book_id = c.book_id and h.ended_at is null);
  if card is not null then
    perform from members where tenant_id = tenant and number = card for no key update;
  end if;
end $$;

-- The idempotency key's lock first (a second attempt waits here until the first has committed), then its answer.
create function kept_answer(tenant uuid, who text, wanted_key text) returns table (fingerprint bytea, answer text)
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(tenant || '/' || who || '/' || wanted_key, 0));
  return query select i.fingerprint, i.answer from idempotency i
    where i.tenant_id = tenant and i.actor = who and i.key = wanted_key;
end $$;
