import { sql } from '../../db/sql.ts';

export const findOnlinePayment = sql<{ id: string }>(
  'online.find_payment',
  `select id from ledger_entries
   where tenant_id = $1 and reference = $2 and kind = 'payment' and method = 'online'`,
);
