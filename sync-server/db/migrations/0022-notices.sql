-- Notices: what members are told, and the loans they were reminded of.

create table notices (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('hold_ready', 'hold_expired', 'fine_charged', 'reminder')),
  -- What it is about and which occasion of it: a hold that is ready a second time is told a second time. Of a reminder:
  -- the member (all his loans in one message) or a single loan, and the day.
  subject_id uuid not null,
  occasion timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'kept', 'failed', 'dropped')),
  created_at timestamptz not null,
  -- When it is to be tried next. A server that takes it moves this ahead; should it die, another takes over then.
  next_at timestamptz not null,
  attempts integer not null default 0,
  -- A code, never what a mail server said: that may quote an address.
  trouble text,
  channel text check (channel in ('email', 'sms')),
  language text,
  -- What was sent, or would have been.
  subject text,
  body text,
  settled_at timestamptz,
  primary key (tenant_id, id),
  -- Never told twice, whatever is retried or done by two servers at once.
  unique (tenant_id, kind, subject_id, occasion),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index notices_to_send on notices (tenant_id, next_at, id) where state = 'queued';
create index notices_by_state on notices (tenant_id, state, created_at, id);
create index notices_by_age on notices (tenant_id, created_at, id);
create index notices_of_member on notices (tenant_id, member_id, created_at);

-- A loan is reminded of once at each step of each due date; a renewal gives it another date. No foreign keys: a morning
-- writes tens of thousands of rows, all of them from the notices and loans of the same statement.
create table reminders (
  tenant_id uuid not null,
  loan_id uuid not null,
  due_at timestamptz not null,
  step text not null check (step in ('due_soon', 'overdue_first', 'overdue_second', 'overdue_final')),
  notice_id uuid not null,
  primary key (tenant_id, loan_id, due_at, step)
);
create index reminders_of_notice on reminders (tenant_id, notice_id);

-- A UUIDv7 of this moment (RFC 9562 section 5.7), for rows that are made by a statement: a random UUIDv4 whose first 48
-- bits are the milliseconds, with its version changed from 4 to 7.
create function id_made_at(at timestamptz) returns uuid language sql volatile return encode(
  set_bit(set_bit(
    overlay(
      uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6
    ), 52, 1), 53, 1), 'hex')::uuid;

alter table notices enable row level security;
create policy own_tenant on notices using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
alter table reminders enable row level security;
create policy own_tenant on reminders using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update, delete on notices to carrel_app;
grant select, insert, delete on reminders to carrel_app;
