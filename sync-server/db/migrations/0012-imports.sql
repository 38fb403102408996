-- Imports: what was sent in, how far it has been worked through, and what was said of it. The file lies here in pieces
-- until it is done, so that any server can go on where another stopped.

create table imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  branch_id uuid not null,
  items text not null check (items in ('koha-952', 'marc21-852', 'sirsi-949', 'none', 'auto')),
  media_type text,
  -- Whose import it is: the audit events of its changes bear his name.
  actor_kind text not null,
  actor_id uuid,
  request_id text not null,
  state text not null check (state in ('receiving', 'queued', 'running', 'done', 'failed')),
  -- The checkpoint: where reading goes on, committed together with what was read before.
  next_byte bigint not null default 0,
  next_record integer not null default 1,
  books_created integer not null default 0,
  books_updated integer not null default 0,
  copies_created integer not null default 0,
  copies_updated integer not null default 0,
  rejected integer not null default 0,
  failure text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);
create index imports_receiving on imports (tenant_id, created_at) where state = 'receiving';

create table import_chunks (
  tenant_id uuid not null,
  import_id uuid not null,
  number integer not null,
  bytes bytea not null,
  primary key (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);
-- Written once and read once: compressing it would cost more than it saves.
alter table import_chunks alter column bytes set storage external;

-- `rejected`: something of the file was not taken over. `warning`: it was, but somebody should look at it.
create table import_remarks (
  tenant_id uuid not null,
  import_id uuid not null,
  ordinal bigint generated always as identity,
  kind text not null check (kind in ('rejected', 'warning')),
  record integer not null,
  reason text not null,
  primary key (tenant_id, import_id, ordinal),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);

alter table imports enable row level security;
alter table import_chunks enable row level security;
alter table import_remarks enable row level security;
create policy own_tenant on imports using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
create policy own_tenant on import_chunks using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
create policy own_tenant on import_remarks using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update, delete on imports, import_chunks, import_remarks to carrel_app;
