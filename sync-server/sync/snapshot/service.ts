import { Id } from '#shared/contract/primitives.ts';
import { type SnapshotHead, syncProtocol } from '#shared/contract/sync.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { feedStart, readCursor, refuseOtherFeed, writeCursor } from '../cursor.ts';
import { feedOf } from '../feed.ts';
import { countHeld, readLastPlace } from '../queries.ts';
import type { LineAfter } from './lines.ts';

export type SnapshotOrder = {
  branchId: string;
  /** Of a snapshot that broke off: the cursor of its head, and its last line that arrived whole (`book:<id>`). */
  cursor?: string | undefined;
  after?: string | undefined;
};

/**
 * The head of a snapshot, read before its first page: whatever changes from here on is behind its cursor. A snapshot
 * that goes on keeps the cursor that it began with.
 * @throws Refusal BAD_CURSOR, CURSOR_EXPIRED, BRANCH_NOT_FOUND
 */
export async function beginSnapshot(tx: Tx, { branchId, cursor }: SnapshotOrder): Promise<SnapshotHead> {
  const begun = cursor === undefined ? undefined : readCursor(cursor);
  const ofBranch = [tx.context.tenantId, branchId];
  const [feed, [lastPlace], [counts]] = await Promise.all([
    feedOf(tx, branchId),
    tx.query(readLastPlace, ofBranch),
    tx.query(countHeld, ofBranch),
  ]);
  if (begun) refuseOtherFeed(begun, feed);
  return {
    protocol: syncProtocol,
    epoch: feed.epoch,
    cursor: cursor ?? writeCursor(feed.epoch, lastPlace ?? feedStart),
    counts: counts ?? { books: 0, copies: 0 },
  };
}

/** @throws Refusal BAD_CURSOR when there is no such line, or no cursor that it belongs to */
export function readAfter({ cursor, after }: SnapshotOrder): LineAfter | undefined {
  if (after === undefined) return undefined;
  const [kind, id] = after.split(':', 2);
  const parsed = Id.safeParse(id);
  if (cursor === undefined || !parsed.success) throw new Refusal('BAD_CURSOR');
  return { kind: kind === 'book' ? 'book' : 'copy', id: parsed.data };
}
