import type { NoticeKind, ReminderStep } from '#shared/contract/notices.ts';
import { sql } from '../../db/sql.ts';

/**
 * Takes notices that are due, so that no other server has them until $4: $2 now, $3 how many. Whoever dies before he has
 * said what became of one leaves it to the next.
 */
export const claimDue = sql<{ id: string }>(
  'notices.claim_due',
  `with due as (
     select id from notices where tenant_id = $1 and state = 'queued' and next_at <= $2
     order by next_at, id limit $3 for no key update skip locked
   )
   update notices n set attempts = n.attempts + 1, next_at = $4
   from due where n.tenant_id = $1 and n.id = due.id returning n.id`,
);

export type ReminderLine = {
  step: ReminderStep;
  title: string;
  barcode: string;
  dueAt: string;
  branch: string;
  timeZone: string;
};

/** All that a message is made of, as it is now: what has changed since the decision is not told. */
export type NoticeFacts = {
  id: string;
  kind: NoticeKind;
  attempts: number;
  library: string;
  member_name: string;
  email: string | null;
  phone: string | null;
  preferences: unknown;
  hold_status: string | null;
  /** The same was decided again since: the later notice tells it. */
  told_later: boolean;
  shelf_expires_at: string | null;
  title: string | null;
  branch: string | null;
  time_zone: string | null;
  amount_cents: number | null;
  currency: string;
  balance_cents: number | null;
  lines: ReminderLine[] | null;
};

/**
 * $2: ids, $3: now. Of a reminder, only the loans that are still open and still due when they were, and none that was
 * due soon and is overdue by now.
 */
export const noticeFacts = sql<NoticeFacts>(
  'notices.facts',
  `select n.id, n.kind, n.attempts, t.name as library, t.currency, m.name as member_name, m.email, m.phone, p.preferences,
     h.status as hold_status, exists (
       select from notices later where later.tenant_id = $1 and later.kind = n.kind and later.subject_id = n.subject_id
         and later.occasion > n.occasion
     ) as told_later, h.shelf_expires_at, b.title, br.name as branch, br.time_zone, e.amount_cents,
     case when n.kind = 'fine_charged' then (
       select sum(a.amount_cents) from ledger_entries a where a.tenant_id = $1 and a.member_id = n.member_id
     ) end as balance_cents,
     case when n.kind = 'reminder' then (
       select jsonb_agg(jsonb_build_object(
         'step', r.step, 'title', lb.title, 'barcode', c.barcode, 'dueAt', l.due_at, 'branch', lbr.name,
         'timeZone', lbr.time_zone
       ) order by l.due_at, l.id)
       from reminders r
       join loans l on l.tenant_id = $1 and l.id = r.loan_id and l.due_at = r.due_at and l.returned_at is null
         and l.lost_at is null and l.claimed_returned_at is null
       join books lb on lb.tenant_id = $1 and lb.id = l.book_id
       join copies c on c.tenant_id = $1 and c.id = l.copy_id
       join branches lbr on lbr.tenant_id = $1 and lbr.id = l.branch_id
       where r.tenant_id = $1 and r.notice_id = n.id and (r.step <> 'due_soon' or l.due_at > $3)
     ) end as lines
   from notices n
   join tenants t on t.id = n.tenant_id
   join members m on m.tenant_id = $1 and m.id = n.member_id
   left join notice_preferences p on p.tenant_id = $1 and p.member_id = n.member_id
   left join holds h on n.kind in ('hold_ready', 'hold_expired') and h.tenant_id = $1 and h.id = n.subject_id
   left join ledger_entries e on n.kind = 'fine_charged' and e.tenant_id = $1 and e.id = n.subject_id
   left join loans fined on fined.tenant_id = $1 and fined.id = e.loan_id
   left join books b on b.tenant_id = $1 and b.id = case when h.id is null then fined.book_id else h.book_id end
   left join branches br on br.tenant_id = $1
     and br.id = case when h.id is null then fined.branch_id else h.pickup_branch_id end
   where n.tenant_id = $1 and n.id = any($2::uuid[])`,
);

/**
 * What became of a notice, said by whoever took it: $3 is his attempt, which is no longer the present one when he was so
 * slow that another took over. $6: when to try again, or now.
 */
export const settle = sql(
  'notices.settle',
  `update notices set state = $4, trouble = $5, next_at = $6, channel = $7, language = $8, subject = $9, body = $10,
     settled_at = case when $4 = 'queued' then null else $11::timestamptz end
   where tenant_id = $1 and id = $2 and attempts = $3 and state = 'queued'`,
);
