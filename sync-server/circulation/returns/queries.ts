import type {
  Condition,
  CopyStatus,
  MemberCategory,
  TransferReason,
  TransferState,
} from '#shared/contract/vocabulary.ts';
import { type LabelRow, labelColumns } from '../../db/labels.ts';
import { sql } from '../../db/sql.ts';
import { type TermsRow, termsColumns } from '../../db/terms-columns.ts';
import { firstInWaitlist, underWay } from '../queries.ts';

type HoldColumns<P extends string> = { [K in `${P}_hold_id`]: string | null } & {
  [K in `${P}_member_id` | `${P}_pickup_branch_id` | `${P}_placed_at`]: string;
};

export type ReturnRow = TermsRow &
  Omit<LabelRow, 'copy_id'> &
  HoldColumns<'assigned'> &
  HoldColumns<'first'> & {
    copy_id: string | null;
    status: CopyStatus;
    condition: Condition;
    current_branch_id: string;
    due_at: string | null;
    moved_at: string;
    loan_id: string | null;
    loan_member_id: string | null;
    loan_branch_id: string;
    loan_checked_out_at: string;
    loan_due_at: string;
    loan_claimed_returned_at: string | null;
    loan_lost_at: string | null;
    loan_renewals: number;
    category: MemberCategory | null;
    transfer_id: string | null;
    transfer_to: string;
    transfer_state: TransferState;
    transfer_reason: TransferReason;
    left_by_hold_id: string | null;
    pickup_number: string | null;
    branches: { id: string; code: string; name: string }[] | null;
  };

/**
 * Everything a return is decided from, in one row: $1 tenant, $2 barcode, $3 the branch whose desk has the copy, $4 now,
 * $5 the categories of those who may have it, or null. The terms are those of this branch and of the member whose turn
 * it is, if somebody waits.
 * CASE, not COALESCE: row-level security takes COALESCE for a possible leak and reads the whole table instead of its index.
 */
export const returnFacts = sql<ReturnRow>(
  'returns.facts',
  `select
     ${labelColumns}, c.status, c.condition, c.current_branch_id, c.due_at, c.moved_at,
     l.id as loan_id, l.member_id as loan_member_id, l.branch_id as loan_branch_id,
     l.checked_out_at as loan_checked_out_at, l.due_at as loan_due_at,
     l.claimed_returned_at as loan_claimed_returned_at, l.lost_at as loan_lost_at, l.renewals as loan_renewals,
     m.category,
     assigned.id as assigned_hold_id, assigned.member_id as assigned_member_id,
     assigned.pickup_branch_id as assigned_pickup_branch_id, assigned.placed_at as assigned_placed_at,
     first.id as first_hold_id, first.member_id as first_member_id,
     first.pickup_branch_id as first_pickup_branch_id, first.placed_at as first_placed_at,
     t.id as transfer_id, t.to_branch_id as transfer_to, t.state as transfer_state, t.reason as transfer_reason,
     (select min(left_by.id::text) from holds left_by
      where left_by.tenant_id = $1 and left_by.copy_id = c.id and left_by.left_on_shelf) as left_by_hold_id,
     case when assigned.status = 'ready' and assigned.slip_code is not null then assigned.slip_code
       else right(m.number, 4) end as pickup_number,
     (
       select jsonb_agg(jsonb_build_object('id', d.id, 'code', d.code, 'name', d.name))
       from branches d
       where d.tenant_id = $1
         and d.id in (c.home_branch_id, t.to_branch_id, assigned.pickup_branch_id, first.pickup_branch_id)
     ) as branches,
     ${termsColumns}
   from copies c
   join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   left join branches br on br.tenant_id = c.tenant_id and br.id = $3
   ${underWay}
   left join lateral (${firstInWaitlist('$4', '$5')}
   ) first on assigned.id is null
   left join members m on m.tenant_id = c.tenant_id
     and m.id = case when assigned.id is null then first.member_id else assigned.member_id end
   where c.tenant_id = $1 and c.barcode = $2`,
);

/** Closes the loan and moves the copy, with the audit event of the return: $3 loan or null, $5 returned at. */
export const closeLoan = sql(
  'returns.close_loan',
  `with closed as (
     update loans set returned_at = $4, returned_branch_id = $5 where tenant_id = $1 and id = $2 and returned_at is null
   )
   insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   values ($1, $6, $3, $7, $8, 'loan.returned', 'loan', $2, $9, $10)`,
);

export const moveCopy = sql(
  'returns.move_copy',
  `update copies
   set status = $3, condition = $4, current_branch_id = $5, due_at = null, moved_at = greatest(moved_at, $6),
     updated_at = $6
   where tenant_id = $1 and id = $2`,
);
