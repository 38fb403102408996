import { type BookLabelRow, bookLabelColumns } from '../db/labels.ts';
import { sql } from '../db/sql.ts';

/**
 * Every report takes $1 tenant, $2 the branch or null for all, $3 and $4 the first and the last day. Days are those of
 * each branch's own calendar; the moments around them only serve the indexes, wide enough for any time zone.
 */
const fromMoment = `($3::date - 1)`;
const toMoment = `($4::date + 2)`;
const within = (moment: string) =>
  `${moment} >= ${fromMoment} and ${moment} < ${toMoment}
   and (${moment} at time zone br.time_zone)::date between $3::date and $4::date`;
const ofBranch = (branch: string) => `($2::uuid is null or ${branch} = $2)`;
const branchOf = (branch: string) => `join branches br on br.tenant_id = $1 and br.id = ${branch}`;

export const checkoutsByDay = sql<{ date: string; checkouts: number; renewals: number }>(
  'reports.checkouts_by_day',
  `select (l.checked_out_at at time zone br.time_zone)::date as date, count(*) as checkouts, sum(l.renewals) as renewals
   from loans l ${branchOf('l.branch_id')}
   where l.tenant_id = $1 and ${ofBranch('l.branch_id')} and ${within('l.checked_out_at')}
   group by 1`,
);

/** A return counts where the copy was handed in. */
export const returnsByDay = sql<{ date: string; returns: number }>(
  'reports.returns_by_day',
  `select (l.returned_at at time zone br.time_zone)::date as date, count(*) as returns
   from loans l ${branchOf('l.returned_branch_id')}
   where l.tenant_id = $1 and ${ofBranch('l.returned_branch_id')} and ${within('l.returned_at')}
   group by 1`,
);

/** Money belongs to the branch of its loan; what has no loan counts for the whole library only, by UTC. */
export const moneyOfPeriod = sql<{ charged: number; paid: number; waived: number }>(
  'reports.money',
  `select
     coalesce(sum(e.amount_cents) filter (where e.kind = 'charge'), 0)::int8 as charged,
     coalesce(-sum(e.amount_cents) filter (where e.kind = 'payment'), 0)::int8 as paid,
     coalesce(-sum(e.amount_cents) filter (where e.kind = 'waiver'), 0)::int8 as waived
   from ledger_entries e
   left join loans l on l.tenant_id = e.tenant_id and l.id = e.loan_id
   left join branches br on br.tenant_id = e.tenant_id and br.id = l.branch_id
   where e.tenant_id = $1 and ${ofBranch('l.branch_id')}
     and e.at >= ${fromMoment} and e.at < ${toMoment}
     and (e.at at time zone case when br.id is null then 'UTC' else br.time_zone end)::date between $3::date and $4::date`,
);

export const newMembers = sql<{ count: number }>(
  'reports.new_members',
  `select count(*) from members m
   where m.tenant_id = $1 and ${ofBranch('m.home_branch_id')} and (m.created_at at time zone 'UTC')::date between $3::date and $4::date`,
);

export type StandingRow = {
  currency: string;
  open_loans: number;
  overdue: number;
  holds_waiting: number;
  holds_ready: number;
  under_way: number;
};

/** How things stand now ($3): counted from what is open, so that no history is read. */
export const standing = sql<StandingRow>(
  'reports.standing',
  `select
     (select currency from tenants where id = $1) as currency,
     loans.open as open_loans, loans.overdue, holds.waiting as holds_waiting, holds.ready as holds_ready,
     (select count(*) from transfers t where t.tenant_id = $1 and t.ended_at is null and t.state = 'shipped'
        and ($2::uuid is null or t.from_branch_id = $2 or t.to_branch_id = $2)) as under_way
   from
     (select count(*) as open, count(*) filter (where l.due_at < $3) as overdue
      from loans l where l.tenant_id = $1 and l.returned_at is null and ${ofBranch('l.branch_id')}) loans,
     (select count(*) filter (where h.status <> 'ready') as waiting, count(*) filter (where h.status = 'ready') as ready
      from holds h where h.tenant_id = $1 and h.ended_at is null and ${ofBranch('h.pickup_branch_id')}) holds`,
);

type Counted = { total: number };

export type OverdueRow = Counted & {
  loan_id: string;
  barcode: string;
  title: string;
  branch_id: string;
  branch_code: string;
  member_id: string | null;
  member_number: string | null;
  checked_out_at: string;
  due_at: string;
  days_overdue: number;
};

/** $3 now, $4 limit, $5 offset. */
export const overdueNow = sql<OverdueRow>(
  'reports.overdue',
  `select page.*, c.barcode, b.title, br.code as branch_code, m.number as member_number,
     ($3::timestamptz at time zone br.time_zone)::date - (page.due_at at time zone br.time_zone)::date as days_overdue
   from (
     select l.id as loan_id, l.copy_id, l.book_id, l.branch_id, l.member_id, l.checked_out_at, l.due_at,
       count(*) over () as total
     from loans l where l.tenant_id = $1 and l.returned_at is null and l.due_at < $3 and ${ofBranch('l.branch_id')}
     order by l.due_at, l.id limit $4 offset $5
   ) page
   ${branchOf('page.branch_id')}
   join copies c on c.tenant_id = $1 and c.id = page.copy_id
   join books b on b.tenant_id = $1 and b.id = page.book_id
   left join members m on m.tenant_id = $1 and m.id = page.member_id
   order by page.due_at, page.loan_id`,
);

/** $5 limit, $6 offset, as below. */
export const popularBooks = sql<Counted & BookLabelRow & { checkouts: number }>(
  'reports.popular',
  `select ${bookLabelColumns}, page.checkouts, page.total
   from (
     select l.book_id, count(*) as checkouts, count(*) over () as total
     from loans l ${branchOf('l.branch_id')}
     where l.tenant_id = $1 and ${ofBranch('l.branch_id')} and ${within('l.checked_out_at')}
     group by l.book_id order by checkouts desc, l.book_id limit $5 offset $6
   ) page
   join books b on b.tenant_id = $1 and b.id = page.book_id
   order by page.checkouts desc, b.id`,
);

export type UtilisationRow = Counted & {
  branch_id: string;
  branch_code: string;
  item_type: 'regular' | 'new_release' | 'reference';
  copies: number;
  on_loan: number;
  checkouts: number;
};

/** Reads every copy once: the cost is that of the collection, whatever its history. */
export const utilisation = sql<UtilisationRow>(
  'reports.utilisation',
  `with owned as (
     select c.home_branch_id, c.item_type, count(*) as copies, count(*) filter (where c.status = 'on_loan') as on_loan
     from copies c where c.tenant_id = $1 and c.status <> 'withdrawn' and ${ofBranch('c.home_branch_id')}
     group by 1, 2
   ), lent as (
     select c.home_branch_id, c.item_type, count(*) as checkouts
     from loans l ${branchOf('l.branch_id')} join copies c on c.tenant_id = $1 and c.id = l.copy_id
     where l.tenant_id = $1 and ${ofBranch('c.home_branch_id')} and ${within('l.checked_out_at')}
     group by 1, 2
   )
   select owned.home_branch_id as branch_id, br.code as branch_code, owned.item_type, owned.copies, owned.on_loan,
     case when lent.checkouts is null then 0 else lent.checkouts end as checkouts, count(*) over () as total
   from owned ${branchOf('owned.home_branch_id')}
   left join lent on lent.home_branch_id = owned.home_branch_id and lent.item_type = owned.item_type
   order by br.code, owned.item_type limit $5 offset $6`,
);

/** $3 limit, $4 offset. */
export const wantedBooks = sql<
  Counted & BookLabelRow & { waiting: number; ready: number; copies: number; oldest_placed_at: string }
>(
  'reports.wanted',
  `select ${bookLabelColumns}, page.waiting, page.ready, page.oldest_placed_at, page.total,
     (select count(*) from copies c where c.tenant_id = $1 and c.book_id = page.book_id
        and c.status not in ('withdrawn', 'lost', 'missing')) as copies
   from (
     select h.book_id, count(*) filter (where h.status <> 'ready') as waiting,
       count(*) filter (where h.status = 'ready') as ready, min(h.placed_at) as oldest_placed_at,
       count(*) over () as total
     from holds h where h.tenant_id = $1 and h.ended_at is null and ${ofBranch('h.pickup_branch_id')}
     group by h.book_id order by waiting desc, oldest_placed_at, h.book_id limit $3 offset $4
   ) page
   join books b on b.tenant_id = $1 and b.id = page.book_id
   order by page.waiting desc, page.oldest_placed_at, b.id`,
);

export const membersByCategory = sql<
  Counted & { category: 'student' | 'adult' | 'senior' | 'staff'; members: number; joined: number; borrowed: number }
>(
  'reports.members',
  `with borrowers as (
     select distinct l.member_id from loans l ${branchOf('l.branch_id')}
     where l.tenant_id = $1 and ${within('l.checked_out_at')}
   )
   select m.category, count(*) as members, count(borrowers.member_id) as borrowed,
     count(*) filter (where (m.created_at at time zone 'UTC')::date between $3::date and $4::date) as joined,
     count(*) over () as total
   from members m left join borrowers on borrowers.member_id = m.id
   where m.tenant_id = $1 and m.status <> 'closed' and ${ofBranch('m.home_branch_id')}
   group by m.category order by m.category limit $5 offset $6`,
);
