import type { Database } from '../db/database.ts';
import type { Replica } from '../db/replica/replica.ts';
import { reading, type Tx, type TxContext } from '../db/transaction.ts';
import { refusalOf } from './problem.ts';

/**
 * Reads what may be a little stale from the replica, where there is one that keeps up; else, or when it fails on the way,
 * from the primary.
 */
export async function browsing<Answer>(
  { database, replica }: { database: Database; replica?: Replica | undefined },
  context: Omit<TxContext, 'idempotency'>,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  if (!replica?.keepsUp()) return reading(database, context, work);
  try {
    return await reading(replica.database, context, work);
  } catch (error) {
    // A standby also ends a read that stands in the way of what it has to show (hot standby conflicts, 40001).
    if (refusalOf(error).code !== 'UNAVAILABLE') throw error;
    replica.setAside();
    return reading(database, context, work);
  }
}
