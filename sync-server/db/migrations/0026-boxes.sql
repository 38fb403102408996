-- Boxes: copies that travel together between two branches, under a number to read aloud and to scan.

alter table tenants add column last_box_number integer not null default 1000;

create table boxes (
  tenant_id uuid not null,
  id uuid not null,
  number integer not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  state text not null default 'packing' check (state in ('packing', 'sent', 'received')),
  opened_at timestamptz not null,
  sent_at timestamptz,
  received_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, from_branch_id) references branches (tenant_id, id),
  foreign key (tenant_id, to_branch_id) references branches (tenant_id, id),
  constraint boxes_go_elsewhere check (from_branch_id <> to_branch_id),
  constraint boxes_received check ((state = 'received') = (received_at is not null))
);
create index boxes_open_from on boxes (tenant_id, from_branch_id, number) where received_at is null;
create index boxes_open_to on boxes (tenant_id, to_branch_id, number) where received_at is null;
create index boxes_open on boxes (tenant_id, number) where received_at is null;
alter table boxes enable row level security;
create policy own_tenant on boxes using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update on boxes to carrel_app;

-- A copy keeps its box when it has arrived: what came in a box can be asked later.
alter table transfers add column box_id uuid;
alter table transfers add foreign key (tenant_id, box_id) references boxes (tenant_id, id);
create index transfers_of_box on transfers (tenant_id, box_id, id) where box_id is not null;
