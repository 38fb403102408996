import type { Database } from '../db/database.ts';
import { reading } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { type Invariant, invariants } from './invariants.ts';
import { type OffenceRow, takeYourTime } from './queries.ts';

/** An invariant that does not hold, with some of what contradicts it, in words; or one that could not be looked at. */
export type Breach = Pick<Invariant, 'number' | 'sentence'> & { offences: string[] };

type Limits = {
  /** How many offences of one invariant are told. */
  most?: number;
  /** How long one look may take. */
  seconds?: number;
};

/**
 * Looks whether all that must be true of a library is true. It only reads, each invariant in a statement and a
 * transaction of its own, so that a library may be checked while it is open.
 */
export async function checkLibrary(
  database: Database,
  tenantId: string,
  { most = 20, seconds = 300 }: Limits = {},
): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const { number, sentence, query } of invariants) {
    const offences = await offencesAgainst(database, tenantId, query, { most, seconds });
    if (offences.length > 0) breaches.push({ number, sentence, offences });
  }
  return breaches;
}

async function offencesAgainst(
  database: Database,
  tenantId: string,
  query: Invariant['query'],
  { most, seconds }: Required<Limits>,
): Promise<string[]> {
  const context = asJob(tenantId, 'check-library');
  try {
    return await reading(database, context, async (tx) => {
      tx.send(takeYourTime(seconds), []);
      const rows: OffenceRow[] = await tx.query(query, [tenantId, most]);
      return rows.map(({ offence }) => offence);
    });
  } catch (error) {
    if (isTimeout(error)) return [`This could not be looked at within ${seconds} seconds.`];
    throw error;
  }
}

/** SQLSTATE 57014, query_canceled: what statement_timeout ends a statement with. */
const isTimeout = (error: unknown) => error instanceof Error && 'code' in error && error.code === '57014';
