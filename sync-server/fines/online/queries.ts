import { sql } from '../../db/sql.ts';

/** What went back to the payer so far under one of the provider's references. */
export const sumWentBack = sql<{ cents: number }>(
  'online.sum_went_back',
  `select coalesce(sum(amount_cents), 0)::int8 as cents from ledger_entries
   where tenant_id = $1 and member_id = $2 and reference = $3 and kind = 'refund' and method = 'online'`,
);

export const findOnlinePayment = sql<{ id: string }>(
  'online.find_payment',
  `select id from ledger_entries
   where tenant_id = $1 and reference = $2 and kind = 'payment' and method = 'online'`,
);
