import { NIL } from 'uuid';
import { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import type { Sql } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { type Position, readCursor, refuseOtherFeed } from '../cursor.ts';
import { feedOf } from '../feed.ts';
import { type LineRow, readBookLines, readCopyLines } from '../queries.ts';
import { readStampsBehind, type StampRow } from './queries.ts';

/** Some 10 ms of the database's work. */
const rowsAtOnce = 2000;

/** What a branch holds, and what of it is newer than a desk's cursor: all as one transaction sees it. */
export type Held = {
  /** Whether it was written behind the cursor: the desk has not been told yet, or only just. */
  isNewer(kind: 'book' | 'copy', id: string): boolean;
  /** In the order of their ids. */
  books(): AsyncGenerator<SyncBook, void>;
  copies(): AsyncGenerator<SyncCopy, void>;
};

/**
 * What a desk's cache is to be compared with, read in portions. To be called after the cache was read: else it might be
 * ahead of what this transaction sees.
 * @throws Refusal BAD_CURSOR, CURSOR_EXPIRED, BRANCH_NOT_FOUND
 */
export async function heldAt(tx: Tx, branchId: string, cursor: string): Promise<Held> {
  const { epoch, position } = readCursor(cursor);
  refuseOtherFeed({ epoch, position }, await feedOf(tx, branchId));
  const newer = new Set<string>();
  for (const run of [branchId, NIL]) await noteStamps(tx, run, position, newer);
  return {
    isNewer: (kind, id) => newer.has(`${kind}:${id}`),
    books: () => rowsOf(tx, branchId, readBookLines, (json) => SyncBook.parse(JSON.parse(json))),
    copies: () => rowsOf(tx, branchId, readCopyLines, (json) => SyncCopy.parse(JSON.parse(json))),
  };
}

async function noteStamps(tx: Tx, run: string, from: Position, newer: Set<string>): Promise<void> {
  let rows: StampRow[];
  let last = from;
  do {
    rows = await tx.query(readStampsBehind, [tx.context.tenantId, run, last.stamp, last.entity, last.id, rowsAtOnce]);
    for (const { entity, id } of rows) newer.add(`${entity}:${id}`);
    last = rows.at(-1) ?? last;
  } while (rows.length === rowsAtOnce);
}

async function* rowsOf<Row>(
  tx: Tx,
  branchId: string,
  lines: Sql<LineRow>,
  parse: (json: string) => Row,
): AsyncGenerator<Row, void> {
  for (let last: string | undefined = NIL; last !== undefined; ) {
    const rows: LineRow[] = await tx.query(lines, [tx.context.tenantId, branchId, last, rowsAtOnce]);
    for (const { json } of rows) yield parse(json);
    last = rows.length === rowsAtOnce ? rows.at(-1)?.id : undefined;
  }
}
