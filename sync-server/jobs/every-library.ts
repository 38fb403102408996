import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { listTenants } from './queries.ts';

/** The ids of all tenants. */
export async function everyLibrary(database: Database): Promise<string[]> {
  const tenants = await ask(database, listTenants);
  return tenants.map(({ id }) => id);
}

/** Does a job for all tenants, each in its turn. @throws as {@link inTurn} */
export async function inEveryLibrary(database: Database, work: (tenantId: string) => Promise<unknown>): Promise<void> {
  await inTurn(await everyLibrary(database), work);
}

/**
 * Does the parts of a job one after another; one that fails does not keep it from those behind it.
 * @throws what went wrong first, after all others have had their turn
 */
export async function inTurn<Part>(parts: readonly Part[], work: (part: Part) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await work(part).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
