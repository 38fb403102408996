import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';
import { type TermsRow, termsColumnsSince } from '../../db/terms-columns.ts';

export type OverdueRow = TermsRow & {
  loan_id: string;
  member_id: string;
  copy_id: string;
  title: string;
  barcode: string;
  due_at: string;
  /** Of the loss of the copy and the member's word that it is back, what came first. */
  fines_stopped_at: string | null;
  /** By which the loan was made or last renewed; null for one that is older than that was written down. */
  lent_by: PolicyTerms | null;
  category: MemberCategory;
  item_type: ItemType;
  currency: string;
  first_overdue_ever: boolean;
  charged_on_loan_cents: number;
  /** What of a charge for the loss of this loan's copy was not taken back. */
  loss_cents: number;
  /** What was forgiven since that charge, and what else there was to forgive: owed before it, or charged since. */
  waived_since_loss_cents: number;
  owed_beside_loss_cents: number;
  balance_cents: number;
  fines_ever_cents: number;
};

/** A waiver of the library's own, of a loss that was found, names its loan. */
const byHand = `e.kind = 'waiver' and e.loan_id is null`;
const sinceLoss = '(e.at, e.id) > (loss.at, loss.id)';

/** The calendar and the policies are those of the branch that lent the copy; the policy in force only for want of `lent_by`. */
const overdueLoans = `
  select
    l.id as loan_id, l.member_id, l.copy_id, b.title, c.barcode, l.due_at,
    least(l.lost_at, l.claimed_returned_at) as fines_stopped_at, m.category, c.item_type,
    (select lent.terms from policies lent where lent.tenant_id = l.tenant_id and lent.id = l.policy_id) as lent_by,
    t.currency, m.first_overdue_at is null as first_overdue_ever, account.*,
    ${termsColumnsSince('least(current_date - 400, l.due_at::date - 1)')}
  from loans l
  join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
  join books b on b.tenant_id = l.tenant_id and b.id = l.book_id
  join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
  join branches br on br.tenant_id = l.tenant_id and br.id = l.branch_id
  join tenants t on t.id = l.tenant_id
  left join lateral (
    select lost.at, lost.id from ledger_entries lost
    where lost.tenant_id = $1 and lost.loan_id = l.id and lost.kind = 'charge' and lost.reason = 'lost'
  ) loss on true
  cross join lateral (
    select
      coalesce(sum(e.amount_cents), 0)::int8 as balance_cents,
      coalesce(sum(e.amount_cents) filter (where e.kind = 'charge' and e.reason = 'overdue'), 0)::int8 as fines_ever_cents,
      coalesce(sum(e.amount_cents) filter (where e.kind = 'charge' and e.reason = 'overdue' and e.loan_id = l.id), 0)::int
        as charged_on_loan_cents,
      coalesce(sum(e.amount_cents) filter (where e.reason in ('lost', 'found') and e.loan_id = l.id), 0)::int
        as loss_cents,
      coalesce(-sum(e.amount_cents) filter (where ${byHand} and ${sinceLoss}), 0)::int8 as waived_since_loss_cents,
      (greatest(0, sum(e.amount_cents) filter (where (e.at, e.id) < (loss.at, loss.id)))
        + coalesce(sum(e.amount_cents) filter (where e.kind in ('charge', 'waiver') and not (${byHand}) and ${sinceLoss}), 0)
      )::int8 as owed_beside_loss_cents
    from ledger_entries e where e.tenant_id = $1 and e.member_id = l.member_id
  ) account
  where l.tenant_id = $1 and l.returned_at is null`;

/**
 * The open loan of a copy, if it is overdue at $3 or its copy was declared lost; nothing else is read for any other:
 * $2 barcode.
 */
export const overdueOfCopy = sql<OverdueRow>(
  'fines.overdue_of_copy',
  `${overdueLoans} and l.copy_id = (
     select late.id from copies late
     where late.tenant_id = $1 and late.barcode = $2 and (late.due_at < $3 or late.status = 'lost')
   )`,
);

export const overdueOfLoan = sql<OverdueRow>(
  'fines.overdue_of_loan',
  `${overdueLoans} and l.id = $2 and l.due_at < $3`,
);

export const overdueOfMember = sql<OverdueRow>(
  'fines.overdue_of_member',
  `${overdueLoans} and l.member_id = $2 and l.due_at < $3 order by l.due_at, l.id`,
);

export const setFirstOverdue = sql(
  'fines.set_first_overdue',
  'update members set first_overdue_at = $3 where tenant_id = $1 and id = $2 and first_overdue_at is null',
);
