import { NIL } from 'uuid';
import type { Database } from '../db/database.ts';
import { deleteInPortions } from '../db/delete-in-portions.ts';
import { everyLibrary } from './every-library.ts';
import { deleteEndedSessions, deleteOldAnswers, deleteOldFailures } from './queries.ts';

type Deps = { database: Database; now: () => Date };

const hour = 3_600_000;
/** Answers are kept for at least 24 hours (api.md, "Idempotency"); a day more costs little and forgives a slow client. */
const keepAnswersFor = 48 * hour;
/** A spent refresh token must still be known as spent for a while, so that its reuse is noticed. */
const keepSessionsFor = 7 * 24 * hour;

/** Forgets what nobody can ask for any more, so that no table grows with history. @returns how many rows */
export async function prune({ database, now }: Deps): Promise<number> {
  const before = (age: number) => new Date(now().getTime() - age);
  const failures = { tenantId: NIL, statement: deleteOldFailures, before: before(0) };
  let forgotten = await deleteInPortions(database, failures);
  // What the operator was answered lies under no library (see inTenant).
  for (const tenantId of [NIL, ...(await everyLibrary(database))]) {
    const answers = { tenantId, statement: deleteOldAnswers, before: before(keepAnswersFor) };
    const sessions = { tenantId, statement: deleteEndedSessions, before: before(keepSessionsFor) };
    forgotten += await deleteInPortions(database, answers);
    forgotten += await deleteInPortions(database, sessions);
  }
  return forgotten;
}
