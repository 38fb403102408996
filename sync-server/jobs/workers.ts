import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import { ActorKind } from '#shared/contract/vocabulary.ts';
import { tendSearch } from '../catalog/search/tend-search.ts';
import { expireHolds } from '../circulation/hold-ends/expiry.ts';
import type { Database } from '../db/database.ts';
import { tendWaitedFor } from '../holds/pick-list/tend-waited-for.ts';
import { failImport, runImport } from '../imports/run-import.ts';
import { pruneNotices } from '../notices/prune-notices.ts';
import { remindMembers } from '../notices/reminders/remind-members.ts';
import type { Carriers } from '../notices/sending/carrier.ts';
import { sendNotices } from '../notices/sending/send-everywhere.ts';
import { runClosing } from '../stocktake/closing/run-closing.ts';
import { tendStocktakes } from '../stocktake/upkeep/tend-stocktakes.ts';
import { everyLibrary, inEveryLibrary } from './every-library.ts';
import { type JobLog, openBoss } from './job-queue.ts';
import { prune } from './prune.ts';

type Deps = {
  database: Database;
  now: () => Date;
  log: JobLog;
  /** By what notices leave the house; without them they are kept. */
  carriers?: Carriers;
};

/** Not on the hour, when everybody's jobs run. */
const hourly = '17 * * * *';
const nightly = '41 3 * * *';
/** Often enough that nobody at the shelf waits for the job, seldom enough to cost nothing. */
const everyTenMinutes = '3-59/10 * * * *';
const everyMinute = '* * * * *';
/** Morning comes at another hour in each time zone; some are half an hour off. */
const everyHalfHour = '5,35 * * * *';

const ImportTask = z.object({ tenantId: Id, importId: Id });
const ClosingTask = z.object({
  tenantId: Id,
  stocktakeId: Id,
  actor: z.object({ kind: ActorKind, id: Id.nullable() }),
  requestId: z.string(),
});

/** Takes jobs out of the queue and does them, until stopped: then each job is left to another server. */
export async function startWorkers(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const boss = await openBoss(deps.database, { supervise: true, log: deps.log });
  const stopping = new AbortController();
  const options = { pollingIntervalSeconds: 1, localConcurrency: 2, includeMetadata: true } as const;
  await boss.work('import-marc', options, async ([job]) => {
    if (!job) return;
    const task = ImportTask.parse(job.data);
    try {
      await runImport(deps, task, stopping.signal);
    } catch (error) {
      const isLastTry = job.retryCount >= job.retryLimit && !stopping.signal.aborted;
      if (isLastTry) await failImport(deps, task, 'The server could not finish this import. Send the file again.');
      throw error;
    }
  });
  await boss.work('apply-stocktake', options, async ([job]) => {
    if (job) await runClosing(deps, ClosingTask.parse(job.data), { signal: stopping.signal });
  });
  await boss.work('tend-stocktakes', { pollingIntervalSeconds: 60 }, () =>
    inEveryLibrary(deps.database, (tenantId) => tendStocktakes(deps, tenantId)),
  );
  await boss.schedule('tend-stocktakes', nightly);
  await boss.work('prune', { pollingIntervalSeconds: 60 }, async () => {
    await prune(deps);
    await inEveryLibrary(deps.database, (tenantId) => pruneNotices(deps, tenantId));
  });
  await boss.schedule('prune', hourly);
  await boss.work('tend-search', { pollingIntervalSeconds: 60 }, () =>
    inEveryLibrary(deps.database, (tenantId) => tendSearch(deps, tenantId)),
  );
  await boss.schedule('tend-search', nightly);
  await boss.work('expire-holds', { pollingIntervalSeconds: 60 }, () =>
    inEveryLibrary(deps.database, (tenantId) => expireHolds(deps, tenantId)),
  );
  await boss.schedule('expire-holds', everyTenMinutes);
  await boss.work('remind-members', { pollingIntervalSeconds: 60 }, () =>
    inEveryLibrary(deps.database, (tenantId) => remindMembers(deps, tenantId)),
  );
  await boss.schedule('remind-members', everyHalfHour);
  await boss.work('send-notices', { pollingIntervalSeconds: 5 }, async () => {
    const libraries = await everyLibrary(deps.database);
    await sendNotices({ ...deps, carriers: deps.carriers ?? {} }, libraries, stopping.signal);
  });
  await boss.schedule('send-notices', everyMinute);
  await boss.work('tend-pick-lists', { pollingIntervalSeconds: 60 }, () =>
    inEveryLibrary(deps.database, (tenantId) => tendWaitedFor(deps.database, tenantId)),
  );
  await boss.schedule('tend-pick-lists', everyTenMinutes);
  return {
    stop: async () => {
      stopping.abort(new Error('The server is stopping.'));
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
