import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { listTenants } from './queries.ts';

/** The ids of all tenants: a job goes through them one after another. */
export async function everyLibrary(database: Database): Promise<string[]> {
  const tenants = await ask(database, listTenants);
  return tenants.map(({ id }) => id);
}
