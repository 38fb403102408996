import type { Queue } from 'pg-boss';
import type { Actor } from '../db/tx-context.ts';

/** The jobs there are, and what each is told. */
export type JobData = {
  'import-marc': { tenantId: string; importId: string; requestId: string };
  'end-import': JobData['import-marc'];
  'apply-stocktake': { tenantId: string; stocktakeId: string; actor: Actor; requestId: string };
  'tend-stocktakes': Record<string, never>;
  prune: Record<string, never>;
  'tend-search': Record<string, never>;
  'expire-holds': Record<string, never>;
  'remind-members': Record<string, never>;
  'send-notices': Record<string, never>;
  'tend-pick-lists': Record<string, never>;
};
export type JobName = keyof JobData;

/**
 * How each is tried again, in seconds. A server that has died stops sending heartbeats, and its job is given to another;
 * a job that fails is tried again later and later.
 */
export const jobSettings: Record<JobName, Omit<Queue, 'name'>> = {
  // Above the one whose jobs it gets.
  'end-import': { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 120, expireInSeconds: 600 },
  'import-marc': {
    // Whatever its last try came to, also where the server died with it and could say nothing.
    deadLetter: 'end-import',
    heartbeatSeconds: 10,
    expireInSeconds: 86_400,
    retryLimit: 20,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 120,
  },
  // A close is a chain of short transactions: a dead server's is taken over within seconds.
  'apply-stocktake': {
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
    retryLimit: 20,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
  },
  'tend-stocktakes': { retryLimit: 2, expireInSeconds: 3600 },
  prune: { retryLimit: 2, expireInSeconds: 1800 },
  'tend-search': { retryLimit: 2, expireInSeconds: 3600 },
  'expire-holds': { retryLimit: 2, expireInSeconds: 1800 },
  'remind-members': { retryLimit: 2, expireInSeconds: 3600 },
  // The next minute sends what this one did not. While one round goes on, no more than one other waits behind it.
  'send-notices': { policy: 'short', retryLimit: 0, expireInSeconds: 3600 },
  'tend-pick-lists': { retryLimit: 2, expireInSeconds: 1800 },
};
