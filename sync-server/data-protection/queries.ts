import { sql } from '../db/sql.ts';

/** Closed loans are kept for the library's figures, but no longer say who had the book. */
export const detachLoans = sql(
  'data_protection.detach_loans',
  'update loans set member_id = null where tenant_id = $1 and member_id = $2 and returned_at is not null',
);
