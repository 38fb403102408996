import { sql } from '../db/sql.ts';

/**
 * The locks of a decision in their one order — copy, waitlist, member ($3, or null) — in one call. The facts are read in
 * a later statement: in READ COMMITTED a statement's snapshot is older than the locks that it waits for itself.
 */
export const lock = sql('circulation.lock', 'select lock_for_circulation($1, $2, $3)');
