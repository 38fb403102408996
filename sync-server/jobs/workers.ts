import type { Registry } from 'prom-client';
import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import { ActorKind } from '#shared/contract/vocabulary.ts';
import type { Database } from '../db/database.ts';
import { failImport, runImport } from '../imports/run-import.ts';
import type { Carriers } from '../notices/sending/carrier.ts';
import { runClosing } from '../stocktake/closing/run-closing.ts';
import { openBoss } from './job-queue.ts';
import { rounds } from './rounds.ts';
import { jobRunner, type RunLog } from './run-job.ts';

type Deps = {
  database: Database;
  now: () => Date;
  log: RunLog;
  /** What `/metrics` shows. */
  metrics?: Registry | undefined;
  /** By what notices leave the house; without them they are kept. */
  carriers?: Carriers;
};

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
  const run = jobRunner({ ...deps, stopping: stopping.signal });
  const options = { pollingIntervalSeconds: 1, localConcurrency: 2, includeMetadata: true } as const;
  await boss.work('import-marc', options, async ([job]) => {
    if (job) await run('import-marc', job, () => runImport(deps, ImportTask.parse(job.data), stopping.signal));
  });
  await boss.work('end-import', options, async ([job]) => {
    if (job) await run('end-import', job, () => failImport(deps, ImportTask.parse(job.data)));
  });
  await boss.work('apply-stocktake', options, async ([job]) => {
    const close = (data: unknown) => runClosing(deps, ClosingTask.parse(data), { signal: stopping.signal });
    if (job) await run('apply-stocktake', job, () => close(job.data));
  });
  for (const { job: name, cron, lookEverySeconds, work } of rounds) {
    await boss.work(name, { pollingIntervalSeconds: lookEverySeconds }, async ([job]) => {
      if (!job) return;
      const round = { ...deps, requestId: job.id, carriers: deps.carriers ?? {}, stopping: stopping.signal };
      await run(name, job, () => work(round));
    });
    await boss.schedule(name, cron);
  }
  return {
    stop: async () => {
      stopping.abort(new Error('The server is stopping.'));
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
