import type { Database } from '../../db/database.ts';
import { deleteInPortions } from '../../db/delete-in-portions.ts';
import { loseLongMissing } from './lose-long-missing.ts';
import { forgetExpected } from './queries.ts';

type Deps = { database: Database; now: () => Date; requestId?: string };

/** Long enough to look up why a copy was called missing; then 60,000 rows a count are too many to keep. */
const keepExpectedFor = 30 * 86_400_000;

/** Nightly: gives long-missing copies up, and forgets the snapshots of counts that are long over. */
export async function tendStocktakes(deps: Deps, tenantId: string): Promise<void> {
  await loseLongMissing(deps, tenantId);
  const before = new Date(deps.now().getTime() - keepExpectedFor);
  await deleteInPortions(deps.database, { tenantId, statement: forgetExpected, before });
}
