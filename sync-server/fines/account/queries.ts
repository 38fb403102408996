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

/** Newest first. */
export const listEntries = sql<EntryRow>(
  'account.list_entries',
  `select id, kind, reason, amount_cents, currency, loan_id, method, reference, at from ledger_entries
   where tenant_id = $1 and member_id = $2 order by at desc, id desc limit $3 offset $4`,
);

export type TotalsRow = { entries: number; balance_cents: number; currency: string };

/** The balance is the sum of all lines, whatever they are for. */
export const accountTotals = sql<TotalsRow>(
  'account.totals',
  `select t.currency, account.entries, account.balance_cents
   from tenants t
   cross join lateral (
     select count(*)::int as entries, coalesce(sum(amount_cents), 0)::int as balance_cents
     from ledger_entries where tenant_id = $1 and member_id = $2
   ) account
   where t.id = $1`,
);
