import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../db/database.ts';
import { reading } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { findShutOut } from './queries.ts';

/** What a caller's right to come in hangs on: a desk's or an integration's key, or a sign-in of a person. */
export type Credential = { tenantId: string; credentialId: string };

/** Those of a tenant's credentials that were revoked or ended, whoever did so at whichever server. */
export async function shutOut(database: Database, tenantId: string, credentialIds: string[]): Promise<Set<string>> {
  const rows = await reading(database, asJob(tenantId, uuidv7()), (tx) =>
    tx.query(findShutOut, [tenantId, credentialIds]),
  );
  return new Set(rows.map(({ id }) => id));
}
