-- How a library words its notices and when it reminds, and what a member wishes.

create table notice_settings (
  tenant_id uuid primary key references tenants (id),
  settings jsonb not null
);

-- A library's own wording instead of the built-in one.
create table notice_wordings (
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind in ('hold_ready', 'hold_expired', 'fine_charged', 'reminder')),
  language text not null,
  wording jsonb not null,
  primary key (tenant_id, kind, language)
);

create table notice_preferences (
  tenant_id uuid not null,
  member_id uuid not null,
  preferences jsonb not null,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['notice_settings', 'notice_wordings', 'notice_preferences'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name
    );
  end loop;
end $$;

grant select, insert, update, delete on notice_settings, notice_wordings, notice_preferences to carrel_app;
