import { NIL } from 'uuid';
import { type RangeDigest, syncProtocol } from '#shared/contract/sync.ts';
import type { Tx } from '../../db/transaction.ts';
import { readStampsBehind } from '../comparison/queries.ts';
import { readCursor, refuseOtherFeed } from '../cursor.ts';
import { feedOf } from '../feed.ts';
import { readDigest } from '../queries.ts';

export type DigestOrder = { branchId: string; cursor: string; after?: string | undefined; rowsPerRange?: number };

/** Some 20 ms of the database's work. */
const usualRows = 1000;
/** A desk that has just caught up lacks a few; where it lacks more, something large is under way. */
const mostNewer = 500;

/**
 * What a desk's cache at a cursor must come to in the next range of copies (contract/sync.ts). The transaction reads in
 * one snapshot: a row that it sees unchanged since the cursor is, as it stands here, what the desk was handed, because
 * the desk pulled before; whatever it sees stamped behind the cursor, also above the bound, is left out.
 * @throws Refusal BAD_CURSOR, CURSOR_EXPIRED, BRANCH_NOT_FOUND
 */
export async function digestOf(
  tx: Tx,
  { branchId, cursor, after = NIL, rowsPerRange = usualRows }: DigestOrder,
): Promise<RangeDigest> {
  const { epoch, position } = readCursor(cursor);
  const { tenantId } = tx.context;
  const stampsOf = (run: string) =>
    tx.query(readStampsBehind, [tenantId, run, position.stamp, position.entity, position.id, mostNewer + 1]);
  const [feed, ofBranch, ofBooks] = await Promise.all([feedOf(tx, branchId), stampsOf(branchId), stampsOf(NIL)]);
  refuseOtherFeed({ epoch, position }, feed);
  const answer = { protocol: syncProtocol, epoch };
  const newer = [...ofBranch, ...ofBooks].map(({ id }) => id);
  if (newer.length > mostNewer) return { ...answer, upTo: null, held: null, newer: [] };
  const [range] = await tx.query(readDigest, [tenantId, branchId, after, rowsPerRange, newer]);
  if (!range) throw new Error('The database did not say what the branch holds.');
  const { read, last, copies, hash } = range;
  return { ...answer, upTo: read === rowsPerRange ? last : null, held: { copies, hash }, newer };
}
