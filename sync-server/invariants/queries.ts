import { type Sql, sql } from '../db/sql.ts';

/** One row that should not be, in words: which thing, and what contradicts what. Ids and barcodes, never names. */
export type OffenceRow = { offence: string };

/**
 * A check is a query for what should not be there: `looked` selects one text column for the tenant $1. At most $2 rows,
 * so that a broken library does not drown whoever looks.
 */
export const offences = (name: string, looked: string): Sql<OffenceRow> =>
  sql(`invariants.${name}`, `select offence from (${looked}) found (offence) limit $2`);

/** The events that change what a hold is; others tell of its circumstances (its member is away, collects elsewhere, …). */
export const holdStateEvents = `('hold.placed', 'hold.requeued', 'hold.on_its_way', 'hold.ready', 'hold.fulfilled',
  'hold.cancelled', 'hold.expired')`;

/** These checks read whole tables and are in no hurry; the server's own limits are for people who wait (db/roles.ts). */
export const takeYourTime = (seconds: number): Sql<unknown> =>
  sql(
    `invariants.take_${seconds}_seconds`,
    `select set_config('statement_timeout', '${seconds}s', true),
       case when current_setting('server_version_num')::int >= 170000 then set_config('transaction_timeout', '0', true) end`,
  );
