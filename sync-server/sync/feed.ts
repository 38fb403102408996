import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { type FeedRow, readFeed } from './queries.ts';

/** Runs reads in one snapshot of the caller's tenant: `Call.reading`. */
export type Reading = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;

/**
 * The feed of a branch as this transaction sees it.
 * @throws Refusal BRANCH_NOT_FOUND
 */
export async function feedOf(tx: Tx, branchId: string): Promise<Pick<FeedRow, 'epoch' | 'bound'>> {
  const [feed] = await tx.query(readFeed, [tx.context.tenantId, branchId]);
  if (!feed?.branch_exists) throw new Refusal('BRANCH_NOT_FOUND');
  return feed;
}
