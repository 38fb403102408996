// The floor that the server is measured against: everything that a checkout or a return must do, as one SQL function
// called in a plain loop. It lives in the bench only; it has no roles, no calendar and no words for refusals.

export const floorFunctions = `
create or replace function floor_checkout(t uuid, wanted text, card text, request text) returns uuid
language plpgsql as $$
declare
  c copies; m members; lent uuid := gen_random_uuid(); due timestamptz := date_trunc('day', now()) + interval '21 days 18 hours';
begin
  perform pg_advisory_xact_lock(hashtextextended(t || request, 0));
  if exists (select from idempotency where tenant_id = t and actor = 'floor' and key = request) then return null; end if;
  select * into c from copies where tenant_id = t and barcode = wanted for no key update;
  select * into m from members where tenant_id = t and number = card for no key update;
  if c.status <> 'available' or m.status <> 'active' or m.expires_on < current_date then return null; end if;
  if (select count(*) from loans where tenant_id = t and member_id = m.id and returned_at is null) >= 10 then return null; end if;
  if (select coalesce(sum(amount_cents), 0) from ledger_entries where tenant_id = t and member_id = m.id) >= 1000 then return null; end if;
  if exists (select from holds where tenant_id = t and book_id = c.book_id and ended_at is null) then return null; end if;
  insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at)
    values (t, lent, c.id, c.book_id, m.id, c.current_branch_id, now(), due);
  update copies set status = 'on_loan', due_at = due, moved_at = now(), updated_at = now() where tenant_id = t and id = c.id;
  insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
    values (t, gen_random_uuid(), now(), 'job', null, 'loan.checked_out', 'loan', lent, jsonb_build_object('copyId', c.id), request);
  insert into idempotency (tenant_id, actor, key, fingerprint, status, answer)
    values (t, 'floor', request, sha256(request::bytea), 201, json_build_object('id', lent, 'dueAt', due)::text);
  return lent;
end $$;

create or replace function floor_return(t uuid, wanted text, request text) returns uuid
language plpgsql as $$
declare c copies; l loans;
begin
  perform pg_advisory_xact_lock(hashtextextended(t || request, 0));
  if exists (select from idempotency where tenant_id = t and actor = 'floor' and key = request) then return null; end if;
  select * into c from copies where tenant_id = t and barcode = wanted for no key update;
  select * into l from loans where tenant_id = t and copy_id = c.id and returned_at is null;
  if l.id is null or exists (select from holds where tenant_id = t and book_id = c.book_id and ended_at is null) then return null; end if;
  update loans set returned_at = now(), returned_branch_id = c.current_branch_id where tenant_id = t and id = l.id;
  update copies set status = 'available', due_at = null, moved_at = now(), updated_at = now() where tenant_id = t and id = c.id;
  insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
    values (t, gen_random_uuid(), now(), 'job', null, 'loan.returned', 'loan', l.id, jsonb_build_object('copyId', c.id), request);
  insert into idempotency (tenant_id, actor, key, fingerprint, status, answer)
    values (t, 'floor', request, sha256(request::bytea), 200, json_build_object('id', l.id)::text);
  return l.id;
end $$;`;

export const callFloorCheckout = 'select floor_checkout($1, $2, $3, $4) as id';
export const callFloorReturn = 'select floor_return($1, $2, $3) as id';

export const insertBenchStaff = `
  insert into staff (tenant_id, id, number, name, role, branch_ids, password_hash)
  values ($1, $2, $3, 'Bench', 'admin', '{}', $4) on conflict do nothing`;

/** Copies at home that nobody waits for, and members without loans or debts, in no order. */
export const freeCopies = `
  select barcode, home_branch_id from copies
  where tenant_id = $1 and status = 'available' and current_branch_id = home_branch_id
    and not exists (select from holds h where h.tenant_id = $1 and h.book_id = copies.book_id and h.ended_at is null)
  order by hashtext(barcode) limit $2`;
export const freeMembers = `
  select number from members m where tenant_id = $1 and status = 'active'
    and not exists (select from loans l where l.tenant_id = $1 and l.member_id = m.id and l.returned_at is null)
  order by hashtext(number) limit $2`;
