-- Exceptions at the desk: a loan that the member says he ended, and a card that was lost.

-- The member says that he brought it back. The loan stays open until somebody finds the copy.
alter table loans add column claimed_returned_at timestamptz;
create index loans_claimed_of_member on loans (tenant_id, member_id) where claimed_returned_at is not null;

-- A number that is no longer good, so that whoever shows the old card is told so, and nobody else is ever given it.
create table replaced_cards (
  tenant_id uuid not null,
  number text not null,
  member_id uuid not null,
  reason text not null check (reason in ('lost', 'stolen', 'damaged', 'other')),
  replaced_at timestamptz not null,
  primary key (tenant_id, number),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index replaced_cards_of_member on replaced_cards (tenant_id, member_id);
alter table replaced_cards enable row level security;
create policy own_tenant on replaced_cards using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
-- Deleted when the person is forgotten: a card's number says who he was.
grant select, insert, delete on replaced_cards to carrel_app;

-- One number, one person, over both tables. After the row and not before it: whoever waited for another transaction to
-- give a number up looks again behind it.
create function refuse_replaced_number() returns trigger language plpgsql as $$
begin
  if exists (select from replaced_cards r where r.tenant_id = new.tenant_id and r.number = new.number) then
    raise exception 'the number of a replaced card is given to nobody'
      using errcode = 'unique_violation', constraint = 'members_number_not_replaced';
  end if;
  return null;
end $$;
create trigger members_number_not_replaced after insert or update of number on members
  for each row execute function refuse_replaced_number();
