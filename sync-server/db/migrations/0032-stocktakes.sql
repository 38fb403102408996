-- Stocktakes. Shelves are compared by their keys (shared/rules/call-number.ts) as plain bytes: hence collate "C".

alter table stocktakes
  add column collection text,
  add column item_type text check (item_type in ('regular', 'new_release', 'reference')),
  -- The shelves that are counted, as keys; null is no bound.
  add column key_from text collate "C",
  add column key_to text collate "C",
  add column opened_by_kind text not null,
  add column opened_by uuid,
  add column closed_by_kind text,
  add column closed_by uuid,
  -- Counted once, at the snapshot and at the close.
  add column expected integer not null,
  add column compared integer,
  add column agreeing integer;
create index stocktakes_by_opening on stocktakes (tenant_id, opened_at desc, id desc);
create index stocktakes_of_branch on stocktakes (tenant_id, branch_id, opened_at desc, id desc);

-- The keys of the shelves there are, worked out once by the rule and kept: a snapshot of 60,000 copies is then one
-- statement. Another rule is another number, and the keys are worked out anew.
create table shelf_keys (
  tenant_id uuid not null references tenants (id),
  shelf text not null,
  rule smallint not null,
  key text not null collate "C",
  section text not null,
  primary key (tenant_id, shelf)
);

-- The snapshot: what should stand there. Written once, from the copies themselves, which are never deleted: foreign keys
-- would cost 60,000 look-ups while the branch goes on lending.
create table stocktake_expected (
  tenant_id uuid not null,
  stocktake_id uuid not null,
  barcode text not null,
  copy_id uuid not null,
  shelf_key text not null collate "C",
  section text not null,
  moved_at timestamptz not null,
  primary key (tenant_id, stocktake_id, barcode)
);

alter table stocktake_scans rename column observed_at to seen_at;
alter table stocktake_scans
  add column received_at timestamptz not null,
  add column key_from text collate "C",
  add column key_to text collate "C",
  add column desk_id uuid,
  add column staff_id uuid,
  add column late boolean not null default false;

-- What closing did about each discrepancy; that of a late scan is another one.
create table stocktake_findings (
  tenant_id uuid not null,
  stocktake_id uuid not null,
  barcode text not null,
  late boolean not null,
  kind text,
  -- Null: the proposed one, worked out when it is applied.
  action text,
  state text not null check (state in ('pending', 'done', 'skipped')),
  reason text,
  next text,
  decided_at timestamptz,
  primary key (tenant_id, stocktake_id, barcode, late),
  foreign key (tenant_id, stocktake_id) references stocktakes (tenant_id, id)
);
create index stocktake_findings_pending on stocktake_findings (tenant_id, stocktake_id, barcode) where state = 'pending';

-- Missing for so long that they are lost.
create index copies_missing on copies (tenant_id, moved_at, id) where status = 'missing';

do $$
declare
  name text;
begin
  foreach name in array array['shelf_keys', 'stocktake_expected', 'stocktake_findings'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name
    );
  end loop;
end $$;
grant select, insert, update on shelf_keys, stocktake_findings to carrel_app;
grant select, insert, delete on stocktake_expected to carrel_app;
