// What there is in the database after a run, asked as its owner, to compare with what people were told.

export const eventsByRequest = `select request_id as "requestId", action, entity_id as "entityId", count(*)::int as count
  from audit where tenant_id = $1 group by request_id, action, entity_id`;

/** Those that were not made at a desk, whose person is $2. */
const notAtDesk = (thing: string, action: string) => `select id from ${thing} where tenant_id = $1 and not exists (
  select from audit where tenant_id = $1 and entity_id = ${thing}.id and action = '${action}' and actor_id = $2)`;
export const loanIds = notAtDesk('loans', 'loan.checked_out');
export const holdIds = notAtDesk('holds', 'hold.placed');

/** What was done at desks by the person who works at them, each with what it was about. */
export const doneAtDesks = `
  select a.entity_id as id, case a.action
      when 'loan.checked_out' then 'lend ' || c.barcode || ' ' || borrower.number
      when 'hold.placed' then 'place_hold ' || h.book_id || ' ' || waiting.number
      else 'renew ' || l.id end as about
  from audit a
  left join loans l on l.tenant_id = a.tenant_id and l.id = a.entity_id
  left join copies c on c.tenant_id = a.tenant_id and c.id = l.copy_id
  left join members borrower on borrower.tenant_id = a.tenant_id and borrower.id = l.member_id
  left join holds h on h.tenant_id = a.tenant_id and h.id = a.entity_id
  left join members waiting on waiting.tenant_id = a.tenant_id and waiting.id = h.member_id
  where a.tenant_id = $1 and a.actor_id = $2 and a.action in ('loan.checked_out', 'hold.placed', 'loan.renewed')`;

export const keptAnswers = 'select key, count(*)::int as count from idempotency where tenant_id = $1 group by key';

export const countedBarcodes = 'select barcode from stocktake_scans where stocktake_id = $1';

/** A desk with a wrong clock must not date what it saw before the loan began, nor in the future. */
export const impossibleReturns = `select id from loans
  where tenant_id = $1 and (returned_at < checked_out_at or returned_at > now() + interval '5 seconds')`;

/** A row of copies as desks show it (sync-server/sync/queries.ts). */
const shown = (row: string) => `${row}.status, ${row}.home_branch_id as "homeBranchId",
  ${row}.current_branch_id as "currentBranchId", ${row}.shelf, ${row}.condition,
  to_char(${row}.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"`;

/** What a branch's desk must hold. */
export const standingOf = `select c.id, ${shown('c')} from copies c
  where tenant_id = $1 and $2 in (home_branch_id, current_branch_id) order by id`;

/** Each row of copies as it ever was, written down in the transaction that made it so. */
export const keepHistory = `
  create schema faults;
  create table faults.copy_states (number bigserial primary key, at timestamptz not null, was copies not null);
  create index on faults.copy_states (((was).tenant_id));
  create function faults.keep_state() returns trigger language plpgsql security definer as $$
    begin
      insert into faults.copy_states (at, was) values (clock_timestamp(), new);
      return null;
    end $$;
  create trigger keep_state after insert or update on copies for each row execute function faults.keep_state()`;

export const copyStates = `select (s.was).id, extract(epoch from s.at) * 1000 as at, ${shown('(s.was)')}
  from faults.copy_states s where (s.was).tenant_id = $1 order by s.number`;

/** Loans of a copy that began after a moment. */
export const loansSince = `select l.id from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
  where l.tenant_id = $1 and c.barcode = $2 and l.checked_out_at > $3`;

/** A commit takes 50 ms, as on a slow disk: what is answered before it is lost when Postgres is killed meanwhile. */
export const slowCommits = [
  'alter system set commit_delay = 50000',
  'alter system set commit_siblings = 0',
  'select pg_reload_conf()',
];
export const usualCommits = [
  'alter system reset commit_delay',
  'alter system reset commit_siblings',
  'select pg_reload_conf()',
];

/** Nobody else may write a loan until the transaction ends. */
export const holdUpLoans = 'lock table loans in exclusive mode';

/** A library that is broken on purpose: what is answered under a key is not kept. */
export const forgetAnswers = `
  create function forget() returns trigger language plpgsql as 'begin return null; end';
  create trigger forget before insert on idempotency for each row execute function forget()`;
