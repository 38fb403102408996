import { tendSearch } from '../catalog/search/tend-search.ts';
import { expireHolds } from '../circulation/hold-ends/expiry.ts';
import type { Database } from '../db/database.ts';
import { tendWaitedFor } from '../holds/pick-list/tend-waited-for.ts';
import { pruneNotices } from '../notices/prune-notices.ts';
import { remindMembers } from '../notices/reminders/remind-members.ts';
import type { Carriers } from '../notices/sending/carrier.ts';
import { sendNotices } from '../notices/sending/send-everywhere.ts';
import { tendStocktakes } from '../stocktake/upkeep/tend-stocktakes.ts';
import { everyLibrary, inEveryLibrary, inTurn } from './every-library.ts';
import type { JobName } from './job-kinds.ts';
import { prune } from './prune.ts';

type RoundDeps = {
  database: Database;
  now: () => Date;
  /** Of this round: whatever it changes bears it in the audit. */
  requestId: string;
  carriers: Carriers;
  /** Fires when the server is to stop. */
  stopping: AbortSignal;
};

/** Work that comes round by the clock, in all libraries. */
export type Round = {
  job: JobName;
  /** Minute, hour, day, month, weekday; in UTC. */
  cron: string;
  /** How soon a server looks for it once it is due. */
  lookEverySeconds: number;
  work: (deps: RoundDeps) => Promise<unknown>;
};

/** Not on the hour, when everybody's jobs run. */
const hourly = '17 * * * *';
const nightly = '41 3 * * *';
/** Often enough that nobody at the shelf waits for the job, seldom enough to cost nothing. */
const everyTenMinutes = '3-59/10 * * * *';
const everyMinute = '* * * * *';
/** Morning comes at another hour in each time zone; some are half an hour off. */
const everyHalfHour = '5,35 * * * *';

const inEach = (work: (deps: RoundDeps, tenantId: string) => Promise<unknown>) => (deps: RoundDeps) =>
  inEveryLibrary(deps.database, (tenantId) => work(deps, tenantId));

export const rounds: readonly Round[] = [
  { job: 'tend-stocktakes', cron: nightly, lookEverySeconds: 60, work: inEach(tendStocktakes) },
  {
    job: 'prune',
    cron: hourly,
    lookEverySeconds: 60,
    work: (deps) => inTurn([prune, inEach(pruneNotices)], (part) => part(deps)),
  },
  { job: 'tend-search', cron: nightly, lookEverySeconds: 60, work: inEach(tendSearch) },
  { job: 'expire-holds', cron: everyTenMinutes, lookEverySeconds: 60, work: inEach(expireHolds) },
  { job: 'remind-members', cron: everyHalfHour, lookEverySeconds: 60, work: inEach(remindMembers) },
  {
    job: 'send-notices',
    cron: everyMinute,
    lookEverySeconds: 5,
    work: async (deps) => sendNotices(deps, await everyLibrary(deps.database), deps.stopping),
  },
  {
    job: 'tend-pick-lists',
    cron: everyTenMinutes,
    lookEverySeconds: 60,
    work: inEach(({ database }, tenantId) => tendWaitedFor(database, tenantId)),
  },
];
