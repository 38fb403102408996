-- Fines and accounts.

-- Grace is given for a member's first overdue ever. The loans alone cannot tell: a late renewal moves the due date on.
alter table members add column first_overdue_at timestamptz;
update members m set first_overdue_at = late.at
from (
  select tenant_id, member_id, min(due_at) as at from loans where returned_at > due_at group by tenant_id, member_id
) late
where m.tenant_id = late.tenant_id and m.id = late.member_id;

-- A function that gives back whole members must be made again when they have a new column.
drop function members_with_words(text, text, text, integer);
create function members_with_words(typed text, wanted_status text, wanted_category text, most integer)
returns setof members language sql stable security definer set search_path = public, pg_temp
begin atomic
  select * from members
  where tenant_id = current_tenant()
    and member_words(name, number, email) @@ (
      select coalesce(string_agg('''' || word || ''':*', ' & '), '')::tsquery
      from unnest(string_to_array(fold_text(typed), ' ')) word
    )
    and (wanted_status is null or status = wanted_status)
    and (wanted_category is null or category = wanted_category)
  limit most;
end;

-- A loan whose copy was declared lost stays open: the member still has the copy, or owes it.
alter table loans add column lost_at timestamptz;

alter table ledger_entries
  -- Of a fine: the due date that was missed. A loan that is renewed late has another one afterwards.
  add column due_at timestamptz,
  -- Of a payment or a refund: how the money came or went, and the receipt's or the provider's own number.
  add column method text check (method in ('cash', 'card', 'online')),
  add column reference text;
-- Charged once: no day of a loan is fined twice, whatever is retried or replayed (domain.md, invariant 7).
drop index ledger_one_overdue_fine_per_loan;
create unique index ledger_one_fine_per_missed_due_date on ledger_entries (tenant_id, loan_id, due_at)
  nulls not distinct where kind = 'charge' and reason = 'overdue';
-- A copy that is declared lost, found and lost again on one loan is not possible: being found ends the loan.
create unique index ledger_one_loss_per_loan on ledger_entries (tenant_id, loan_id)
  where kind = 'charge' and reason = 'lost';

-- The locks of a return: as of all circulation, and the member too where a fine may be charged or a loss taken back, so
-- that two returns at once add up what he owes one after the other.
create function lock_for_return(tenant uuid, wanted_barcode text, at timestamptz) returns void
language plpgsql as $$
begin
  perform lock_for_circulation(tenant, wanted_barcode, null);
  perform from copies c
    join loans l on l.tenant_id = tenant and l.copy_id = c.id and l.returned_at is null
    join members m on m.tenant_id = tenant and m.id = l.member_id
    where c.tenant_id = tenant and c.barcode = wanted_barcode and (c.due_at < at or c.status = 'lost')
    for no key update of m;
end $$;
