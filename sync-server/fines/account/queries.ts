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

/** A page, newest first. What was owed after a line is the sum up to it, so all of one member's lines are added up. */
export const listLines = sql<LineRow>(
  'account.list_lines',
  `select line.*, b.title, c.barcode
   from (
     select ${columns}, (sum(amount_cents) over (order by at, id))::int8 as balance_after_cents
     from ledger_entries where tenant_id = $1 and member_id = $2
     order by at desc, id desc limit $3 offset $4
   ) line
   left join loans l on l.tenant_id = $1 and l.id = line.loan_id
   left join copies c on c.tenant_id = $1 and c.id = l.copy_id
   left join books b on b.tenant_id = $1 and b.id = l.book_id
   order by line.at desc, line.id desc`,
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
