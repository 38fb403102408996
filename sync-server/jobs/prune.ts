import { NIL } from 'uuid';
import type { Database } from '../db/database.ts';
import { deleteInPortions } from '../db/delete-in-portions.ts';
import { everyLibrary, inTurn } from './every-library.ts';
import { deleteEndedSessions, deleteOldAnswers, deleteOldFailures } from './queries.ts';

type Deps = { database: Database; now: () => Date };

const hour = 3_600_000;
/** Answers are kept for at least 24 hours (api.md, "Idempotency"); a day more costs little and forgives a slow client. */
const keepAnswersFor = 48 * hour;
/** A spent refresh token must still be known as spent for a while, so that its reuse is noticed. */
const keepSessionsFor = 7 * 24 * hour;

/**
 * Forgets what nobody can ask for any more, so that no table grows with history. @returns how many rows
 * @throws what went wrong first, after everything else was forgotten
 */
export async function prune({ database, now }: Deps): Promise<number> {
  const before = (age: number) => new Date(now().getTime() - age);
  const failures = { tenantId: NIL, statement: deleteOldFailures, before: before(0) };
  // What the operator was answered lies under no library (see inTenant).
  const ofLibraries = [NIL, ...(await everyLibrary(database))].flatMap((tenantId) => [
    { tenantId, statement: deleteOldAnswers, before: before(keepAnswersFor) },
    { tenantId, statement: deleteEndedSessions, before: before(keepSessionsFor) },
  ]);
  let forgotten = 0;
  await inTurn([failures, ...ofLibraries], async (what) => {
    forgotten += await deleteInPortions(database, what);
  });
  return forgotten;
}
