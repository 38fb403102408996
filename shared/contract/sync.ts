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
