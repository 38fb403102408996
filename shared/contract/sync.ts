import { z } from 'zod';
import { Id, Instant } from './primitives.ts';
import { Book, Copy } from './records.ts';

/** Raised whenever a line of the feed changes its meaning; another number means: take a new snapshot. */
export const syncProtocol = 1;

/** What a desk keeps of a book: enough to find it and to show it. No person is ever in it. */
export const SyncBook = Book.pick({
  id: true,
  isbn: true,
  title: true,
  subtitle: true,
  authors: true,
  publisher: true,
  year: true,
  language: true,
  subjects: true,
});
export type SyncBook = z.infer<typeof SyncBook>;

/** What a desk keeps of a copy: that it is lent and until when, never to whom. */
export const SyncCopy = Copy.pick({
  id: true,
  bookId: true,
  barcode: true,
  homeBranchId: true,
  currentBranchId: true,
  status: true,
  shelf: true,
  itemType: true,
  condition: true,
  dueAt: true,
});
export type SyncCopy = z.infer<typeof SyncCopy>;

export const FeedCounts = z.object({ books: z.int(), copies: z.int() });

/**
 * The lines of a snapshot (NDJSON): one `head`, then books and copies, each in the order of their ids, one `end`. The
 * head counts what the branch holds; the end counts the lines of this answer, which is less when it goes on behind
 * `after`.
 */
export const SnapshotHead = z.object({
  protocol: z.int(),
  epoch: z.string(),
  cursor: z.string(),
  counts: FeedCounts,
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;
export const SnapshotLine = z.union([
  z.object({ book: SyncBook }),
  z.object({ copy: SyncCopy }),
  z.object({ end: z.literal(true), counts: FeedCounts }),
  SnapshotHead,
]);
export type SnapshotLine = z.infer<typeof SnapshotLine>;

export const ChangesPage = z.object({
  protocol: z.int(),
  epoch: z.string(),
  cursor: z.string(),
  more: z.boolean(),
  books: z.array(SyncBook),
  copies: z.array(SyncCopy),
  removed: z.array(Id),
});
export type ChangesPage = z.infer<typeof ChangesPage>;

/**
 * What the event stream says with `change`: that something is new, never what. Its other event is `heartbeat`, every two
 * seconds; from the first one on every later change is told.
 */
export const SyncHint = z.object({ epoch: z.string(), at: Instant });
export type SyncHint = z.infer<typeof SyncHint>;

/**
 * What it says with `heartbeat`: for how many whole seconds changes have been held back, because some older transaction
 * is still writing; nobody can be told of them, nor that there are any. Older servers do not say it.
 */
export const SyncHeartbeat = z.object({ at: Instant.optional(), lagSeconds: z.int().min(0).default(0) });

/**
 * What a desk's cache must come to in a range of copies' ids: those behind `after` and up to `upTo`, or to the last of
 * all where that is null. The hash is the SHA-256, in hex, of the lines by which a snapshot would say it, each copy's
 * followed by its book's, in the order of the copies' ids: `{"copy":…}\n{"book":…}\n`. What has changed behind the
 * cursor is named in `newer`; such a copy, and one whose book is named, is counted and hashed on neither side. `held` is
 * null where more has changed than is worth naming: catch up and ask again.
 */
export const RangeDigest = z.object({
  protocol: z.int(),
  epoch: z.string(),
  upTo: Id.nullable(),
  held: z.object({ copies: z.int(), hash: z.string() }).nullable(),
  newer: z.array(Id),
});
export type RangeDigest = z.infer<typeof RangeDigest>;

/**
 * How a cache that should have been right was found to be wrong: in a range of copies, the rows are others than the
 * server's; or so many of its books have no copy there, or cannot be searched for.
 */
export const Drift = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rows'),
    after: Id.nullable(),
    upTo: Id.nullable(),
    copiesHere: z.int().min(0),
    copiesThere: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('stray_books'), books: z.int().min(1) }),
]);
export type Drift = z.infer<typeof Drift>;
