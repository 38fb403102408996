import type pg from 'pg';
import { onTestFinished } from 'vitest';

/** A transaction of somebody else who takes his time; a test that fails before its end leaves none behind. */
export async function openTransaction(owner: pg.Pool) {
  const client = await owner.connect();
  // A connection that is destroyed has rolled back.
  onTestFinished(() => client.release(true));
  await client.query('begin');
  return {
    query: (text: string, values: unknown[]) => client.query(text, values),
    commit: () => client.query('commit'),
  };
}
