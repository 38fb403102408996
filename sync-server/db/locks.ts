import { sql } from './sql.ts';

// The locks of a decision, taken in their one order — copy, waitlist, member — in one call. The facts are read in a later
// statement: in READ COMMITTED a statement's snapshot is older than the locks that it waits for itself.

/**
 * What stands behind these locks finds rows by their keys, so that one plan fits all values. Left to itself Postgres makes
 * five plans for single values first, on every connection; for the facts of a return that costs more than ten returns.
 */
export const onePlanForAll = `set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** The copy with the barcode $2, the waitlist of its book, and the member with the number $3, or null. */
export const lockForCirculation = sql(
  'locks.for_circulation',
  `select ${onePlanForAll}, lock_for_circulation($1, $2, $3)`,
);

/** The same of a copy that comes back, and whoever may be fined for it at $3. */
export const lockForReturn = sql('locks.for_return', `select ${onePlanForAll}, lock_for_return($1, $2, $3)`);
