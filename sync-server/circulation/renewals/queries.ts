import type { ItemType, MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import { onePlanForAll } from '../../db/locks.ts';
import { sql } from '../../db/sql.ts';
import { type TermsRow, termsColumns } from '../../db/terms-columns.ts';

export const lockCopyOfLoan = sql(
  'renewals.lock_copy',
  `select ${onePlanForAll} from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
   where l.tenant_id = $1 and l.id = $2 for no key update of c`,
);
export const lockWaitlistOfLoan = sql(
  'renewals.lock_waitlist',
  `select pg_advisory_xact_lock(waitlist_lock(l.book_id)) from loans l
   where l.tenant_id = $1 and l.id = $2
     and exists (select from holds h where h.tenant_id = $1 and h.book_id = l.book_id and h.ended_at is null)`,
);
export const lockMemberOfLoan = sql(
  'renewals.lock_member',
  `select m.id from loans l join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
   where l.tenant_id = $1 and l.id = $2 for no key update of m`,
);

export type RenewRow = TermsRow & {
  member_id: string | null;
  member_status: MemberStatus;
  category: MemberCategory;
  expires_on: string | null;
  item_type: ItemType;
  due_at: string;
  returned_at: string | null;
  lost_at: string | null;
  claimed_returned_at: string | null;
  renewals: number;
  balance_cents: number;
  waiting: number;
};

/** Everything a renewal is decided from: $1 tenant, $2 loan, $3 now. A forgotten member's loan is always closed. */
export const renewFacts = sql<RenewRow>(
  'renewals.facts',
  `select
     m.id as member_id, m.status as member_status, m.category, m.expires_on, c.item_type,
     l.due_at, l.returned_at, l.lost_at, l.claimed_returned_at, l.renewals,
     (select coalesce(sum(e.amount_cents), 0) from ledger_entries e
      where e.tenant_id = $1 and e.member_id = m.id)::int8 as balance_cents,
     (select count(*) from holds w
      where w.tenant_id = $1 and w.book_id = l.book_id and w.ended_at is null and w.copy_id is null
        and w.member_id is distinct from m.id
        and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, $3)))::int as waiting,
     ${termsColumns}
   from loans l
   join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
   join branches br on br.tenant_id = l.tenant_id and br.id = l.branch_id
   left join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
   where l.tenant_id = $1 and l.id = $2`,
);

/** $5: the policy that the loan goes on by. */
export const renew = sql(
  'renewals.renew',
  `with renewed as (
     update loans set due_at = $3, renewals = renewals + 1, policy_id = $5 where tenant_id = $1 and id = $2
     returning copy_id
   )
   update copies c set due_at = $3, updated_at = $4 from renewed
   where c.tenant_id = $1 and c.id = renewed.copy_id`,
);
