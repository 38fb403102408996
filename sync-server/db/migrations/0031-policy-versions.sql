-- Policies: a row is never altered, only replaced, so that a loan can name the terms it was made under.

-- Raised by every change of the list: an admin who began from an older one must not overwrite it unseen.
alter table tenants add column policies_version integer not null default 1;

alter table policies add column replaced_at timestamptz;
alter table policies drop constraint policies_tenant_id_category_item_type_branch_id_key;
create unique index policies_one_in_force on policies (tenant_id, category, item_type, branch_id)
  nulls not distinct where replaced_at is null;

-- The server may add a row and say that it was replaced; it cannot change or forget what was in force.
revoke update, delete on policies from carrel_app;
grant update (replaced_at) on policies to carrel_app;

-- Which row a loan was made or last renewed by; null for loans that are older than this column. No foreign key: its
-- check would lock the one row that every checkout of the library has in common, and no policy is ever deleted.
alter table loans add column policy_id uuid;
