-- The library: tenants and what they own. Every table below a tenant has its id first in the key, so that rows of one
-- tenant lie together, foreign keys cannot cross tenants, and row-level security (0002) has one column to look at.

create table tenants (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  barcode_patterns jsonb not null,
  member_self_checkout boolean not null default false,
  created_at timestamptz not null default now()
);

create table branches (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  code text not null,
  name text not null,
  time_zone text not null,
  opening_hours jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, code)
);

create table closures (
  tenant_id uuid not null,
  branch_id uuid not null,
  date date not null,
  reason text not null,
  primary key (tenant_id, branch_id, date),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);

create table staff (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  number text not null,
  name text not null,
  email text,
  role text not null check (role in ('librarian', 'manager', 'admin')),
  branch_ids uuid[] not null default '{}',
  password_hash text not null,
  otp_secret text,
  otp_confirmed_at timestamptz,
  otp_last_step bigint,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);

create table members (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  number text not null,
  name text not null,
  category text not null check (category in ('student', 'adult', 'senior', 'staff')),
  status text not null default 'active' check (status in ('active', 'suspended', 'closed')),
  status_reason text,
  email text,
  phone text,
  expires_on date,
  home_branch_id uuid,
  password_hash text,
  anonymised_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, home_branch_id) references branches (tenant_id, id)
);

create table books (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  isbn text,
  title text not null,
  subtitle text,
  authors text[] not null default '{}',
  publisher text,
  year integer,
  language text,
  subjects text[] not null default '{}',
  genres text[] not null default '{}',
  description text,
  -- Where an imported record came from (MARC 003 and 001): the same file again finds its own book.
  control_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index books_isbn on books (tenant_id, isbn) where isbn is not null;
create unique index books_control_key on books (tenant_id, control_key) where control_key is not null;

create table copies (
  tenant_id uuid not null,
  id uuid not null,
  book_id uuid not null,
  barcode text not null,
  home_branch_id uuid not null,
  current_branch_id uuid not null,
  status text not null default 'available' check (
    status in ('available', 'on_loan', 'on_hold_shelf', 'in_transit', 'maintenance', 'missing', 'lost', 'withdrawn')
  ),
  shelf text,
  item_type text not null default 'regular' check (item_type in ('regular', 'new_release', 'reference')),
  condition text not null default 'good' check (condition in ('good', 'worn', 'damaged')),
  -- The due date of the open loan, kept here so that desks and lists need no join.
  due_at timestamptz,
  acquired_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, barcode),
  foreign key (tenant_id, book_id) references books (tenant_id, id),
  foreign key (tenant_id, home_branch_id) references branches (tenant_id, id),
  foreign key (tenant_id, current_branch_id) references branches (tenant_id, id),
  constraint copies_due_only_on_loan check ((status = 'on_loan') = (due_at is not null))
) with (fillfactor = 80);
create index copies_of_book on copies (tenant_id, book_id);
create index copies_at_home on copies (tenant_id, home_branch_id, id);
create index copies_away on copies (tenant_id, current_branch_id, id) where current_branch_id <> home_branch_id;

create table policies (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  category text,
  item_type text,
  branch_id uuid,
  terms jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id),
  unique nulls not distinct (tenant_id, category, item_type, branch_id)
);
