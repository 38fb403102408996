import { sql } from '../db/sql.ts';

export const insertEntry = sql(
  'fines.insert_entry',
  `insert into ledger_entries
     (tenant_id, id, member_id, loan_id, kind, reason, amount_cents, currency, at, due_at, method, reference)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);
