import type { Tx } from '../../db/transaction.ts';
import { foldTallies, refreshPopularity } from './queries.ts';

/** So many tallies at once keep the transaction short: the feed waits for the oldest writer. */
const talliesAtOnce = 10_000;
const booksAtOnce = 5_000;

/**
 * Adds what books were inserted or changed since to the table of words. Travels with COMMIT; if another transaction is
 * just doing it, nothing is done and nobody waits.
 */
export function countWords(tx: Tx): void {
  tx.send(foldTallies, [talliesAtOnce]);
}

/** The same, for a job after a large import. @returns whether there may be more to count */
export async function countMoreWords(tx: Tx): Promise<boolean> {
  const [folded] = await tx.query(foldTallies, [talliesAtOnce]);
  return folded?.count === talliesAtOnce;
}

/**
 * Brings the popularity of some books up to the loans since then (a year ago, say), and the most lent to the shelf that
 * common searches look through first. For a nightly job. @returns whether there may be more to change
 */
export async function refreshPopularities(tx: Tx, since: Date): Promise<boolean> {
  const [changed] = await tx.query(refreshPopularity, [since, booksAtOnce]);
  return changed?.count === booksAtOnce;
}
