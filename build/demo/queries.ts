// The demo library is loaded by its owner in bulk; everything that a person does by hand goes through the API.

export const findTenant = 'select id from tenants where slug = $1';

export const insertBooks = `
  insert into books (tenant_id, id, isbn, title, subtitle, authors, publisher, year, language, subjects, genres)
  select $1, (b->>'id')::uuid, b->>'isbn', b->>'title', b->>'subtitle', pg_temp.text_of(b->'authors'), b->>'publisher',
    (b->>'year')::int, b->>'language', pg_temp.text_of(b->'subjects'), pg_temp.text_of(b->'genres')
  from jsonb_array_elements($2::jsonb) b`;

/** JSON arrays of text as text[]; lives only in the loading session. */
export const textOf = `
  create or replace function pg_temp.text_of(items jsonb) returns text[] language sql immutable
  return array(select jsonb_array_elements_text(items))`;

export const insertCopies = `
  insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, shelf, item_type)
  select $1, (c->>'id')::uuid, (c->>'bookId')::uuid, c->>'barcode', (c->>'branchId')::uuid, (c->>'branchId')::uuid,
    c->>'status', c->>'shelf', c->>'itemType'
  from jsonb_array_elements($2::jsonb) c`;

export const insertMembers = `
  insert into members (tenant_id, id, number, name, category, status, status_reason, email, expires_on)
  select $1, (m->>'id')::uuid, m->>'number', m->>'name', m->>'category', m->>'status', m->>'statusReason', m->>'email',
    current_date + (m->>'expiresInDays')::int
  from jsonb_array_elements($2::jsonb) m`;

/** Events are read in the order of their ids, so those of long ago have ids of long ago (UUIDv7: the first 48 bits). */
export const eventId = `
  create or replace function pg_temp.event_id(at timestamptz) returns uuid language sql volatile
  return overlay(
    replace(gen_random_uuid()::text, '-', '')
    placing lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' from 1
  )::uuid`;

/** What happened before the demo began, as the server would have told it: one event for every change. */
const insertEvents = `insert into audit (tenant_id, id, at, actor_kind, action, entity, entity_id, facts, request_id)`;

export const insertCharges = `
  with charged as (
    insert into ledger_entries (tenant_id, id, member_id, kind, reason, amount_cents, currency, at)
    select $1, gen_random_uuid(), (m->>'id')::uuid, 'charge', 'earlier', (m->>'owesCents')::int, 'USD', now() - interval '10 days'
    from jsonb_array_elements($2::jsonb) m where (m->>'owesCents')::int > 0
    returning id, member_id, reason, amount_cents, at
  )
  ${insertEvents}
  select $1, pg_temp.event_id(at), at, 'job', 'account.charged', 'ledger_entry', id,
    jsonb_build_object('memberId', member_id, 'reason', reason, 'cents', amount_cents), 'demo'
  from charged`;

export const insertLoans = `
  with loan as (
    select (l->>'id')::uuid as id, (l->>'copyId')::uuid as copy_id, (l->>'memberId')::uuid as member_id,
      date_trunc('hour', now()) - (l->>'lentHoursAgo')::int * interval '1 hour' as lent,
      date_trunc('hour', now()) - (l->>'dueHoursAgo')::int * interval '1 hour' as due,
      date_trunc('hour', now()) - (l->>'returnedHoursAgo')::int * interval '1 hour' as returned
    from jsonb_array_elements($2::jsonb) l
  ), lent as (
    insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at, returned_at, returned_branch_id)
    select $1, loan.id, loan.copy_id, c.book_id, loan.member_id, c.home_branch_id, loan.lent, loan.due, loan.returned,
      case when loan.returned is not null then c.home_branch_id end
    from loan join copies c on c.tenant_id = $1 and c.id = loan.copy_id
  ), told as (
    ${insertEvents}
    select $1, pg_temp.event_id(event.at), event.at, 'job', event.action, 'loan', loan.id,
      jsonb_build_object('memberId', loan.member_id, 'copyId', loan.copy_id), 'demo'
    from loan cross join lateral (values ('loan.checked_out', loan.lent), ('loan.returned', loan.returned)) event (action, at)
    where event.at is not null
  )
  update copies c set status = 'on_loan', due_at = loan.due, moved_at = loan.lent
  from loan where loan.returned is null and c.tenant_id = $1 and c.id = loan.copy_id`;

export const analyze = 'analyze';
