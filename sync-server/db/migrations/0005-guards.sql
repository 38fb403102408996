-- Row-level security and the append-only guard: what the database refuses even if the code forgets.
-- The server works as carrel_app (see roles.ts): no owner, no superuser, no BYPASSRLS.

create function current_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('carrel.tenant', true), '')::uuid;

do $$
declare
  name text;
begin
  foreach name in array array[
    'branches', 'closures', 'staff', 'members', 'books', 'copies', 'policies', 'loans', 'holds', 'transfers',
    'ledger_entries', 'stocktakes', 'stocktake_scans', 'desks', 'api_keys', 'session_families', 'idempotency', 'audit',
    'changes'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name
    );
  end loop;
end $$;

alter table tenants enable row level security;
create policy own_tenant on tenants using (id = current_tenant()) with check (id = current_tenant());

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never updated or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_rewriting();
create trigger ledger_append_only before update or delete or truncate on ledger_entries
  for each statement execute function refuse_rewriting();

-- The two questions that have to be asked before a tenant is known.
create function tenant_by_slug(wanted text) returns uuid language sql stable security definer
  set search_path = public, pg_temp return (select id from tenants where slug = wanted);
create function all_tenants() returns setof uuid language sql stable security definer
  set search_path = public, pg_temp begin atomic select id from tenants; end;

revoke all on all tables in schema public from carrel_app;
grant usage on schema public to carrel_app;
grant select, insert, update on tenants, branches, staff, members, books, copies, loans, holds, transfers, stocktakes,
  desks, api_keys to carrel_app;
grant select, insert, update, delete on closures, policies, session_families, sign_in_failures, idempotency,
  stocktake_scans to carrel_app;
grant select, insert on audit, ledger_entries, signing_keys to carrel_app;
grant select on changes, feed_epoch to carrel_app;
