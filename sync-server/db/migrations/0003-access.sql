-- Who may come in, and the record of what they did.

create table desks (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  name text not null,
  key_hash bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);

create table api_keys (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  role text not null check (role in ('librarian', 'manager', 'admin')),
  key_hash bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

-- One row a sign-in: its refresh tokens are spent one after another; a spent one that comes back ends the family.
create table session_families (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  person_kind text not null check (person_kind in ('staff', 'member')),
  person_id uuid not null,
  token_hash bytea not null,
  generation integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create index session_families_of_person on session_families (tenant_id, person_id) where ended_at is null;
create index session_families_expired on session_families (expires_at);

-- Failed sign-ins by number and by address; the key is a hash, so that no address lies here in clear.
create table sign_in_failures (
  key bytea primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);

create table signing_keys (
  id text primary key,
  public_jwk jsonb not null,
  private_jwk jsonb not null,
  created_at timestamptz not null default now()
);

create table idempotency (
  tenant_id uuid not null,
  actor text not null,
  key text not null,
  fingerprint bytea not null,
  status integer not null,
  answer text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, actor, key)
);
create index idempotency_by_age on idempotency (created_at);

create table audit (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid not null,
  facts jsonb not null,
  request_id text not null,
  primary key (tenant_id, id)
);
create index audit_of_entity on audit (tenant_id, entity_id, id desc);
create index audit_of_actor on audit (tenant_id, actor_id, id desc);
create index audit_of_kind on audit (tenant_id, entity, id desc);
