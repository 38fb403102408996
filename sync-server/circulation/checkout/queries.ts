import type { CopyStatus, MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import { type LabelRow, labelColumns } from '../../db/labels.ts';
import { sql } from '../../db/sql.ts';
import { type TermsRow, termsColumns } from '../../db/terms-columns.ts';
import { underWay } from '../queries.ts';

export type CheckoutRow = TermsRow &
  Omit<LabelRow, 'copy_id'> & {
    copy_id: string | null;
    status: CopyStatus;
    moved_at: string;
    member_id: string | null;
    member_status: MemberStatus;
    category: MemberCategory;
    expires_on: string | null;
    loan_id: string | null;
    loan_member_id: string | null;
    loan_checked_out_at: string;
    loan_due_at: string;
    assigned_hold_id: string | null;
    assigned_member_id: string;
    transfer_id: string | null;
    transfer_to: string;
    own_hold_id: string | null;
    own_hold_copy_id: string | null;
    open_loans: number;
    balance_cents: number;
    waiting_before: number;
    available_copies: number;
    member_self_checkout: boolean;
  };

/** Everything a checkout is decided from, in one row: $1 tenant, $2 barcode, $3 number, $4 branch or null, $5 now. */
export const checkoutFacts = sql<CheckoutRow>(
  'checkout.facts',
  `select
     ${labelColumns}, c.status, c.moved_at,
     m.id as member_id, m.status as member_status, m.category, m.expires_on,
     l.id as loan_id, l.member_id as loan_member_id, l.checked_out_at as loan_checked_out_at, l.due_at as loan_due_at,
     assigned.id as assigned_hold_id, assigned.member_id as assigned_member_id,
     t.id as transfer_id, t.to_branch_id as transfer_to,
     own.id as own_hold_id, own.copy_id as own_hold_copy_id,
     (select count(*) from loans o
      where o.tenant_id = $1 and o.member_id = m.id and o.returned_at is null)::int as open_loans,
     (select coalesce(sum(e.amount_cents), 0) from ledger_entries e
      where e.tenant_id = $1 and e.member_id = m.id)::int8 as balance_cents,
     waiting.count::int as waiting_before,
     case when waiting.count > 0 then
       (select count(*) from copies s where s.tenant_id = $1 and s.book_id = c.book_id and s.status = 'available')
     else 0 end::int as available_copies,
     tenant.member_self_checkout,
     ${termsColumns}
   from tenants tenant
   left join copies c on c.tenant_id = tenant.id and c.barcode = $2
   left join books b on b.tenant_id = tenant.id and b.id = c.book_id
   left join members m on m.tenant_id = tenant.id and m.number = $3
   left join branches br on br.tenant_id = tenant.id and br.id = case when $4::uuid is null then c.current_branch_id else $4 end
   ${underWay}
   left join lateral (
     select o.* from holds o
     where o.tenant_id = c.tenant_id and o.book_id = c.book_id and o.member_id = m.id and o.ended_at is null limit 1
   ) own on true
   cross join lateral (
     select count(*) from holds w
     where w.tenant_id = $1 and w.book_id = c.book_id and w.ended_at is null and w.copy_id is null
       and w.member_id is distinct from m.id
       and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, $5))
       and (own.id is null or (w.priority, w.placed_at, w.id) < (own.priority, own.placed_at, own.id))
   ) waiting
   where tenant.id = $1`,
);

/** Copies of the book $2 on the shelves: the one that is asked for, $3, and others of the item types $4. */
export const lentCopies = sql<{ count: number }>(
  'checkout.lent_copies',
  `select count(*)::int as count from copies s
   where s.tenant_id = $1 and s.book_id = $2 and s.status = 'available' and (s.id = $3 or s.item_type = any($4::text[]))`,
);

/** The loan, the copy's state and the audit event in one statement: one wait, whatever the rules become. */
export const lend = sql(
  'checkout.lend',
  `with opened as (
     insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at, policy_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $14)
   ), moved as (
     update copies set status = 'on_loan', due_at = $8, current_branch_id = $6, moved_at = $7, updated_at = $7
     where tenant_id = $1 and id = $3
   )
   insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   values ($1, $9, $7, $10, $11, 'loan.checked_out', 'loan', $2, $12, $13)`,
);

/**
 * A copy of a book for the member with the number $4: the one that waits for him at this branch, or any that stands
 * there; last what is not lent to his category: $5 and $6 are the pairs of category and item type that are. One that
 * another desk is lending at this moment is passed over.
 */
export const copyToLend = sql<{ barcode: string }>(
  'checkout.copy_to_lend',
  `select c.barcode from copies c
   where c.tenant_id = $1 and c.book_id = $2 and c.current_branch_id = $3
     and (c.status = 'available' or (c.status = 'on_hold_shelf' and exists (
       select from holds h join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
       where h.tenant_id = $1 and h.copy_id = c.id and h.ended_at is null and m.number = $4
     )))
   order by c.status = 'available', not exists (
     select from members m join unnest($5::text[], $6::text[]) as lent (category, item_type) using (category)
     where m.tenant_id = $1 and m.number = $4 and lent.item_type = c.item_type
   ), c.id limit 1 for no key update of c skip locked`,
);
