import type pg from 'pg';
import { olderWritersElsewhere } from './queries.ts';

/**
 * The feed's bound is the whole cluster's, and other test files write in it at the same time: waits until those of their
 * transactions have ended that were already running.
 */
export async function othersHaveEnded(owner: pg.Pool): Promise<void> {
  // Postgres counts microseconds: the millisecond that has begun is counted whole.
  const since = new Date(Date.now() + 1);
  for (;;) {
    const { rowCount } = await owner.query(olderWritersElsewhere, [since]);
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
