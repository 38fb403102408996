import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import type { Database } from '../db/database.ts';
import { failImport, runImport } from '../imports/run-import.ts';
import { openBoss } from './job-queue.ts';
import { prune } from './prune.ts';

type Deps = { database: Database; now: () => Date };

/** Not on the hour, when everybody's jobs run. */
const hourly = '17 * * * *';

const ImportTask = z.object({ tenantId: Id, importId: Id });

/** Takes jobs out of the queue and does them, until stopped: then each job is left to another server. */
export async function startWorkers(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const boss = await openBoss(deps.database, { supervise: true });
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
  await boss.work('prune', { pollingIntervalSeconds: 60 }, async () => void (await prune(deps)));
  await boss.schedule('prune', hourly);
  return {
    stop: async () => {
      stopping.abort(new Error('The server is stopping.'));
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
