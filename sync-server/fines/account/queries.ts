import type { LedgerKind, PaymentMethod } from '#shared/contract/ledger.ts';
import { sql } from '../../db/sql.ts';

export type EntryRow = {
  id: string;
  kind: LedgerKind;
  reason: string;
  amount_cents: number;
  currency: string;
  loan_id: string | null;
  method: PaymentMethod | null;
  reference: string | null;
  at: string;
};

const columns = 'id, kind, reason, amount_cents, currency, loan_id, method, reference, at';

/** Newest first. */
export const listEntries = sql<EntryRow>(
  'account.list_entries',
  `select ${columns} from ledger_entries where tenant_id = $1 and member_id = $2 order by at desc, id desc`,
);

export type LineRow = EntryRow & { title: string | null; barcode: string | null; balance_after_cents: number };

/** $3: what the reason, the reference, the barcode or the title has in it, or ''. */
const isFound = `case when $3 = '' then true else strpos(lower(concat_ws(' ', entry.reason, entry.reference, (
    select c.barcode || ' ' || b.title
    from loans l
    join copies c on c.tenant_id = $1 and c.id = l.copy_id
    join books b on b.tenant_id = $1 and b.id = l.book_id
    where l.tenant_id = $1 and l.id = entry.loan_id
  ))), lower($3)) > 0 end`;

/** Both are the moment at which a line was written. */
export const lineFields = ['at', 'createdAt'] as const;

/**
 * A page in the order of time. What was owed after a line is the sum up to it, so all of one member's lines are added up.
 */
export function listLines(descending: boolean) {
  const direction = descending ? 'desc' : 'asc';
  return sql<LineRow>(
    `account.list_lines${descending ? '_down' : ''}`,
    `select line.*, b.title, c.barcode
     from (
       select entry.* from (
         select ${columns}, (sum(amount_cents) over (order by at, id))::int8 as balance_after_cents
         from ledger_entries where tenant_id = $1 and member_id = $2
       ) entry
       where ${isFound}
       order by at ${direction}, id ${direction} limit $4 offset $5
     ) line
     left join loans l on l.tenant_id = $1 and l.id = line.loan_id
     left join copies c on c.tenant_id = $1 and c.id = l.copy_id
     left join books b on b.tenant_id = $1 and b.id = l.book_id
     order by line.at ${direction}, line.id ${direction}`,
  );
}

export const countFound = sql<{ count: number }>(
  'account.count_found',
  `select count(*) from ledger_entries entry where tenant_id = $1 and member_id = $2 and ${isFound}`,
);

export const loanOfMember = sql<{ id: string }>(
  'account.loan_of_member',
  'select id from loans where tenant_id = $1 and member_id = $2 and id = $3',
);

export type TotalsRow = { entries: number; balance_cents: number; currency: string };

/** The balance is the sum of all lines, whatever they are for. */
export const accountTotals = sql<TotalsRow>(
  'account.totals',
  `select t.currency, account.entries, account.balance_cents
   from tenants t
   cross join lateral (
     select count(*)::int as entries, coalesce(sum(amount_cents), 0)::int8 as balance_cents
     from ledger_entries where tenant_id = $1 and member_id = $2
   ) account
   where t.id = $1`,
);
