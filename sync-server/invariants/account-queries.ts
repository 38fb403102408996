import { offences } from './queries.ts';

/** Each line with what the account came to with it. Ids are in the order of time, written under the member's lock. */
const account = `
  select e.*, a.facts,
    sum(e.amount_cents) over upto as balance,
    sum(e.amount_cents) filter (where e.kind = 'charge' and e.reason = 'overdue') over upto as fines_ever,
    sum(e.amount_cents) filter (where e.kind = 'charge' and e.reason = 'overdue') over (
      partition by e.loan_id order by e.id) as fines_of_loan
  from ledger_entries e
  left join audit a on a.tenant_id = e.tenant_id and a.entity_id = e.id and a.action = 'account.charged'
  where e.tenant_id = $1 window upto as (partition by e.member_id order by e.id)`;

const fine = `kind = 'charge' and reason = 'overdue'`;

/** The caps that were in force are in the charge's own event: a policy that was changed since says nothing. */
export const finesOverTheLoansCap = offences(
  'fines_over_the_loans_cap',
  `select format('The fines of loan %s come to %s, over the cap of %s.', loan_id, fines_of_loan, facts->>'capLoanCents')
   from (${account}) line where ${fine} and fines_of_loan > (facts->>'capLoanCents')::int`,
);

export const finesOverTheMembersCap = offences(
  'fines_over_the_members_cap',
  `select format('With charge %s the unpaid fines of member %s come to %s, over the cap of %s.', id, member_id,
     least(balance, fines_ever), facts->>'capMemberCents')
   from (${account}) line where ${fine} and least(balance, fines_ever) > (facts->>'capMemberCents')::int`,
);

export const daysFinedTwice = offences(
  'days_fined_twice',
  `select format('Loan %s was fined %s times for missing %s.', loan_id, count(*), due_at) from ledger_entries
   where tenant_id = $1 and ${fine} and loan_id is not null group by loan_id, due_at having count(*) > 1`,
);

/** At the desk nobody pays or is forgiven more than he owes. A loss that is taken back may leave a credit. */
export const paidMoreThanOwed = offences(
  'paid_more_than_owed',
  `select format('With %s %s member %s had %s to his credit.', kind, id, member_id, -balance)
   from (${account}) line
   where balance < 0 and ((kind = 'payment' and method <> 'online') or (kind = 'waiver' and loan_id is null))`,
);

export const otherCurrencies = offences(
  'other_currencies',
  `select format('Line %s of member %s is in %s; this library reckons in %s.', e.id, e.member_id, e.currency, t.currency)
   from ledger_entries e join tenants t on t.id = e.tenant_id
   where e.tenant_id = $1 and e.currency <> t.currency`,
);
