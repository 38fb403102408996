import { dirname, join } from 'node:path';
import { type CacheOnDisk, lookAtCache } from '../../../electron/core/cache/cache-on-disk.ts';
import type { Database } from '../../../sync-server/db/database.ts';
import { reading } from '../../../sync-server/db/transaction.ts';
import { asJob } from '../../../sync-server/db/tx-context.ts';
import { Refusal } from '../../../sync-server/http/refusal.ts';
import { takeYourTime } from '../../../sync-server/invariants/queries.ts';
import { heldAt } from '../../../sync-server/sync/comparison/service.ts';
import type { NamedLibrary } from '../libraries.ts';
import { type Comparison, compare } from './compare.ts';
import { outboxWords } from './outbox-words.ts';
import { inOtherWords, notComparable, unusable } from './words.ts';

/** What is said of a desk's files, and whether all is well with them. */
export type DeskReport = { isSound: boolean; lines: string[] };

/** How many rows of a kind are told. */
const most = 20;
/** For one portion of rows: some 10 ms of the database's work, unless it has much else to do. */
const longestSeconds = 300;

/** Compares a desk's cache file with the database at the cache's cursor, and looks into the outbox beside it. */
export async function checkDesk(
  database: Database,
  libraries: readonly NamedLibrary[],
  path: string,
): Promise<DeskReport> {
  const cache = await cacheReport(database, libraries, path);
  const outbox = outboxWords(outboxBeside(path));
  return { isSound: cache.isSound && outbox.isSound, lines: [...cache.lines, ...outbox.lines] };
}

/** A desk has its cache in a folder of its own, and the outbox beside that (electron/core/branch-desk.ts, desk.ts). */
const outboxBeside = (cachePath: string) => join(dirname(cachePath), '..', 'outbox.sqlite');

async function cacheReport(database: Database, libraries: readonly NamedLibrary[], path: string): Promise<DeskReport> {
  const cache = lookAtCache(path);
  if (cache.kind !== 'sound') return { isSound: false, lines: [unusable('cache', cache)] };
  try {
    const library = libraries.find(({ slug }) => slug === cache.meta.tenant);
    if (!library) return { isSound: false, lines: [notComparable.otherLibrary(cache.meta.tenant)] };
    const compared = await compareAtCursor(database, library.id, cache);
    return 'sentence' in compared ? { isSound: false, lines: [compared.sentence] } : inOtherWords(cache.meta, compared);
  } finally {
    cache.close();
  }
}

/** The comparison, or why there is nothing to compare. The cache must have been read before: it must not be ahead. */
export async function compareAtCursor(
  database: Database,
  tenantId: string,
  cache: CacheOnDisk,
): Promise<Comparison | { sentence: string }> {
  const { branchId, load } = cache.meta;
  if (load && load.stage !== 'catching_up') return { sentence: notComparable.loading(load) };
  const cursor = cache.position?.cursor;
  if (!cursor || !branchId) return { sentence: notComparable.empty };
  try {
    return await reading(database, asJob(tenantId, 'check-library'), async (tx) => {
      tx.send(takeYourTime(longestSeconds), []);
      return compare(cache, await heldAt(tx, branchId, cursor), most);
    });
  } catch (error) {
    if (error instanceof Refusal) return { sentence: notComparable.refused(error) };
    throw error;
  }
}
