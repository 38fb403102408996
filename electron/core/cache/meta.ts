import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Instant } from '#shared/contract/primitives.ts';
import { FeedCounts } from '#shared/contract/sync.ts';

/** Whose cache a file is. */
export type Owner = { tenant: string; branchId: string };

/** Up to where a cache has followed the server's feed. */
export type FeedPosition = { protocol: number; epoch: string; cursor: string };

/** How far the loading of a snapshot got; it is written in the transaction of the rows that it speaks of. */
export const LoadProgress = z.object({
  stage: z.enum(['rows', 'indexes', 'words', 'catching_up']),
  counts: FeedCounts,
  /** Rows that are in the file. */
  done: z.int(),
  /** The last row, as `book:<id>` or `copy:<id>`: the snapshot is asked for from behind it. */
  after: z.string().nullable(),
  /** The key of the last book whose words are in the index. */
  wordsUpTo: z.int(),
});
export type LoadProgress = z.infer<typeof LoadProgress>;

const Meta = z.object({
  tenant: z.string().optional(),
  branchId: z.string().optional(),
  protocol: z.coerce.number().int().optional(),
  epoch: z.string().optional(),
  cursor: z.string().optional(),
  caughtUpAt: Instant.optional(),
  /** When the file was last found to be what the server has. */
  comparedAt: Instant.optional(),
  load: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(LoadProgress)
    .optional(),
});
export type Meta = z.infer<typeof Meta>;

/** What a file says of itself. */
export function readMeta(database: Database): Meta {
  const rows = database.prepare<[], [string, string]>('SELECT name, value FROM meta').raw().all();
  return Meta.parse(Object.fromEntries(rows));
}

type MetaValues = Partial<Record<keyof Meta, string | number | null>>;

/** Writes the given values; null removes one. Part of whatever transaction is open. */
export function writeMeta(database: Database, values: MetaValues): void {
  const put = database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM meta WHERE name = ?');
  for (const [name, value] of Object.entries(values)) {
    if (value === null) remove.run(name);
    else put.run(name, String(value));
  }
}

/** The position in a file's meta; null while nothing was ever loaded. */
export function positionOf({ protocol, epoch, cursor }: Meta): FeedPosition | null {
  if (protocol === undefined || epoch === undefined || cursor === undefined) return null;
  return { protocol, epoch, cursor };
}
