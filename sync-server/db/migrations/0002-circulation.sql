-- Circulation: who has what, who waits for what, what travels, what is owed. The partial unique indexes are the
-- invariants that hold even if the code were wrong (domain.md, invariants 1, 4 and 7).

create table loans (
  tenant_id uuid not null,
  id uuid not null,
  copy_id uuid not null,
  book_id uuid not null,
  -- null once the member has been forgotten (data protection)
  member_id uuid,
  branch_id uuid not null,
  checked_out_at timestamptz not null,
  due_at timestamptz not null,
  returned_at timestamptz,
  returned_branch_id uuid,
  renewals integer not null default 0 check (renewals >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id, copy_id) references copies (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id),
  check (returned_at >= checked_out_at),
  check (due_at >= checked_out_at)
) with (fillfactor = 85);
create unique index loans_one_open_per_copy on loans (tenant_id, copy_id) where returned_at is null;
create index loans_open_of_member on loans (tenant_id, member_id, due_at) where returned_at is null;
create index loans_closed_of_member on loans (tenant_id, member_id, returned_at desc) where returned_at is not null;
create index loans_open_by_due on loans (tenant_id, due_at, id) where returned_at is null;
create index loans_open_of_branch on loans (tenant_id, branch_id, due_at, id) where returned_at is null;

create table holds (
  tenant_id uuid not null,
  id uuid not null,
  book_id uuid not null,
  member_id uuid not null,
  pickup_branch_id uuid not null,
  priority integer not null default 0,
  status text not null default 'waiting' check (
    status in ('waiting', 'in_transit', 'ready', 'fulfilled', 'cancelled', 'expired')
  ),
  copy_id uuid,
  placed_at timestamptz not null,
  shelf_expires_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, book_id) references books (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id),
  foreign key (tenant_id, copy_id) references copies (tenant_id, id),
  foreign key (tenant_id, pickup_branch_id) references branches (tenant_id, id),
  constraint holds_copy_while_assigned check ((status in ('in_transit', 'ready')) = (copy_id is not null and ended_at is null)),
  constraint holds_ended check ((status in ('fulfilled', 'cancelled', 'expired')) = (ended_at is not null))
);
create unique index holds_one_active_per_member_and_book on holds (tenant_id, book_id, member_id) where ended_at is null;
create unique index holds_one_per_copy on holds (tenant_id, copy_id) where ended_at is null and copy_id is not null;
create index holds_waitlist on holds (tenant_id, book_id, priority, placed_at, id) where ended_at is null;
create index holds_of_member on holds (tenant_id, member_id) where ended_at is null;

create table transfers (
  tenant_id uuid not null,
  id uuid not null,
  copy_id uuid not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  reason text not null check (reason in ('home', 'hold', 'request', 'rebalance', 'repair')),
  state text not null check (state in ('requested', 'shipped', 'received', 'cancelled')),
  hold_id uuid,
  requested_at timestamptz not null,
  shipped_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, copy_id) references copies (tenant_id, id),
  foreign key (tenant_id, from_branch_id) references branches (tenant_id, id),
  foreign key (tenant_id, to_branch_id) references branches (tenant_id, id),
  foreign key (tenant_id, hold_id) references holds (tenant_id, id),
  constraint transfers_ended check ((state in ('received', 'cancelled')) = (ended_at is not null))
);
create unique index transfers_one_open_per_copy on transfers (tenant_id, copy_id) where ended_at is null;

create table ledger_entries (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  loan_id uuid,
  kind text not null check (kind in ('charge', 'payment', 'waiver', 'refund')),
  reason text not null,
  -- Signed minor units: what raises the debt is positive.
  amount_cents integer not null check (amount_cents <> 0),
  currency text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id),
  foreign key (tenant_id, loan_id) references loans (tenant_id, id),
  check ((kind in ('charge', 'refund')) = (amount_cents > 0))
);
create index ledger_of_member on ledger_entries (tenant_id, member_id) include (amount_cents);
create unique index ledger_one_overdue_fine_per_loan on ledger_entries (tenant_id, loan_id) where reason = 'overdue';

create table stocktakes (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  shelf_from text,
  shelf_to text,
  state text not null check (state in ('open', 'closing', 'closed', 'abandoned')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);

create table stocktake_scans (
  tenant_id uuid not null,
  stocktake_id uuid not null,
  barcode text not null,
  scan_id uuid not null,
  shelf text,
  observed_at timestamptz not null,
  primary key (tenant_id, stocktake_id, barcode),
  foreign key (tenant_id, stocktake_id) references stocktakes (tenant_id, id)
);
