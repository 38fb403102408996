import { type ChangesPage, type SyncBook, syncProtocol } from '#shared/contract/sync.ts';
import type { Tx } from '../../db/transaction.ts';
import { readCursor, refuseOtherFeed, writeCursor } from '../cursor.ts';
import { feedOf } from '../feed.ts';
import { type ChangeRow, readChanges } from '../queries.ts';

export type ChangesOrder = { branchId: string; cursor: string; limit: number };

/**
 * What changed in a branch behind a cursor, at most `limit` changes of it. The transaction reads in one snapshot: what
 * lies below the bound and the rows that are sent are of the same moment.
 * @throws Refusal BAD_CURSOR, CURSOR_EXPIRED, BRANCH_NOT_FOUND
 */
export async function changesOf(tx: Tx, { branchId, cursor, limit }: ChangesOrder): Promise<ChangesPage> {
  const { epoch, position } = readCursor(cursor);
  const { stamp, entity, id } = position;
  const [feed, rows] = await Promise.all([
    feedOf(tx, branchId),
    tx.query(readChanges, [tx.context.tenantId, branchId, stamp, entity, id, limit]),
  ]);
  refuseOtherFeed({ epoch, position }, feed);
  return {
    protocol: syncProtocol,
    epoch,
    cursor: writeCursor(epoch, rows.at(-1) ?? position),
    more: rows.length === limit,
    ...contentOf(rows),
  };
}

function contentOf(rows: ChangeRow[]): Pick<ChangesPage, 'books' | 'copies' | 'removed'> {
  const books = new Map<string, SyncBook>();
  for (const { book } of rows) if (book) books.set(book.id, book);
  return {
    books: [...books.values()],
    copies: rows.flatMap(({ copy }) => copy ?? []),
    removed: rows.flatMap(({ entity, id, copy }) => (entity === 'copy' && !copy ? id : [])),
  };
}
