import { offences } from './queries.ts';

export const twoOpenLoans = offences(
  'two_open_loans',
  `select format('Copy %s has %s open loans.', c.barcode, count(*))
   from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
   where l.tenant_id = $1 and l.returned_at is null
   group by c.id, c.barcode having count(*) > 1`,
);

/** A loan that was declared lost stays open; its copy is lost then, not on loan. */
export const stateAgainstLoan = offences(
  'state_against_loan',
  `select format('Copy %s is %s and has %s.', c.barcode, c.status,
     case when l.id is null then 'no open loan' when l.lost_at is null then 'an open loan' else 'a loan declared lost' end)
   from copies c left join loans l on l.tenant_id = c.tenant_id and l.copy_id = c.id and l.returned_at is null
   where c.tenant_id = $1 and (
     (c.status = 'on_loan') <> (l.id is not null and l.lost_at is null)
     or (l.lost_at is not null and c.status <> 'lost')
   )`,
);

export const dueDateAgainstLoan = offences(
  'due_date_against_loan',
  `select format('Copy %s says due %s, its loan says %s.', c.barcode, c.due_at, l.due_at)
   from copies c join loans l on l.tenant_id = c.tenant_id and l.copy_id = c.id and l.returned_at is null
   where c.tenant_id = $1 and c.status = 'on_loan' and c.due_at <> l.due_at`,
);

/** A loan that began before the one before it had ended: something newer was undone, or a copy was lent twice. */
export const loansThatOverlap = offences(
  'loans_that_overlap',
  `select format('Loan %s of copy %s began before loan %s had ended.', next_id, copy_id, id)
   from (
     select id, copy_id, returned_at, lead(id) over turns as next_id, lead(checked_out_at) over turns as next_began
     from loans where tenant_id = $1 window turns as (partition by copy_id order by checked_out_at, id)
   ) loan
   where next_began < returned_at`,
);
