import { sql } from '../db/sql.ts';

/** Closed loans are kept for the library's figures, but no longer say who had the book. */
export const detachLoans = sql(
  'data_protection.detach_loans',
  'update loans set member_id = null where tenant_id = $1 and member_id = $2 and returned_at is not null',
);

/** The end of his number on the slips of holds that are over; one that is still in a book is forgotten with its scan. */
export const forgetSlips = sql(
  'data_protection.forget_slips',
  `update holds set slip_code = null
   where tenant_id = $1 and member_id = $2 and slip_code is not null and not left_on_shelf`,
);
