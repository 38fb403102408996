import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { Sql } from '../../db/sql.ts';
import { reading, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { booksLetGo, booksOverlooked, letGoOfCopies, waitForCopies } from './queries.ts';

const portion = 500;

/**
 * Lets go of copies that nobody waits for any more, and finds those that were overlooked, each book in its own small
 * transaction. @returns how many books
 */
export async function tendWaitedFor(database: Database, tenantId: string): Promise<number> {
  const context = asJob(tenantId, 'tend-waited-for');
  const bookByBook = async (books: Sql<{ book_id: string }>, mend: Sql<unknown>) => {
    for (let total = 0; ; await wait(20)) {
      const found = await reading(database, context, (tx) => tx.query(books, [tenantId, portion]));
      for (const { book_id: bookId } of found) {
        await transaction(database, context, (tx) => tx.query(mend, [tenantId, bookId]));
      }
      total += found.length;
      if (found.length < portion) return total;
    }
  };
  return (await bookByBook(booksLetGo, letGoOfCopies)) + (await bookByBook(booksOverlooked, waitForCopies));
}
