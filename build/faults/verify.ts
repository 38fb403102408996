import { openDatabase } from '../../sync-server/db/database.ts';
import { serverUrl } from '../../sync-server/db/roles.ts';
import { ownersPool } from '../../sync-server/db/testing/owners-pool.ts';
import { checkLibrary } from '../../sync-server/invariants/service.ts';
import type { BusyLibrary } from '../../sync-server/invariants/testing/busy-library.ts';
import type { DeskAtWork } from './desks.ts';
import type { History } from './history.ts';
import type { Premises } from './premises.ts';
import { impossibleReturns } from './queries.ts';
import type { Told } from './sending.ts';
import type { Sighting } from './sightings.ts';
import { claimFindings } from './verify-claims.ts';
import { deskFindings } from './verify-desks.ts';
import { toldFindings } from './verify-told.ts';

/** What a restore took back: whatever was told in between is no longer so, and nobody can help it. */
export type TakenBack = { from: number; until: number; observations: Set<string>; history: History };

export type Run = {
  premises: Premises;
  busy: BusyLibrary;
  told: readonly Told[];
  desks: readonly DeskAtWork[];
  /** What was on each desk's screen, by its name. */
  seen: ReadonlyMap<string, readonly Sighting[]>;
  takenBack: TakenBack | null;
  /**
   * Requests arrived twice. A refusal is not kept under its key, each attempt is judged afresh: one of the two may be
   * refused and the other done, and whoever heard the refusal learns of it only by asking again.
   */
  isDoubled: boolean;
};

/** Everything that is not as it must be after a run, in words. */
export async function findings(run: Run): Promise<string[]> {
  const url = run.premises.database.url();
  const owner = ownersPool(url, 2);
  const database = openDatabase({ url: serverUrl(url), max: 2 });
  try {
    const { tenantId } = run.busy.library;
    const breaches = await checkLibrary(database, tenantId);
    const impossible = await owner.query<{ id: string }>(impossibleReturns, [tenantId]);
    return [
      ...breaches.flatMap(({ number, sentence, offences }) =>
        offences.map((offence) => `Invariant ${number}: ${sentence} ${offence}`),
      ),
      ...impossible.rows.map(({ id }) => `Loan ${id} was returned before it began, or in the future.`),
      ...(await toldFindings(run, owner)),
      ...(await claimFindings(run, owner)),
      ...(await deskFindings(run, { owner, database })),
    ];
  } finally {
    await Promise.all([owner.end(), database.close()]);
  }
}
