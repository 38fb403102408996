import { shelfKey, shelfKeyRule, shelfSection } from '#shared/rules/call-number.ts';
import type { Database } from '../../db/database.ts';
import { json } from '../../db/sql.ts';
import { reading, type Tx, type TxContext, transaction } from '../../db/transaction.ts';
import { keepShelfKeys, shelvesOfBranchWithoutKey, shelvesOfCopiesWithoutKey } from './queries.ts';

/** Some 20 ms of work: the server goes on answering in between, and desks hear of no delay. */
const portion = 2000;

/** Works out the keys of all shelves of a branch that have none yet: a snapshot sorts by them. */
export async function keyShelvesOfBranch(database: Database, context: TxContext, branchId: string): Promise<void> {
  const { idempotency: _notForThis, ...plain } = context;
  const rows = await reading(database, plain, (tx) =>
    tx.query(shelvesOfBranchWithoutKey, [tx.context.tenantId, branchId, shelfKeyRule]),
  );
  const shelves = rows.map(({ shelf }) => shelf).sort();
  for (let at = 0; at < shelves.length; at += portion) {
    await transaction(database, plain, async (tx) => keep(tx, shelves.slice(at, at + portion)));
  }
}

/** The same for copies that were scanned, wherever they belong. */
export async function keyShelvesOfCopies(tx: Tx, barcodes: readonly string[]): Promise<void> {
  const rows = await tx.query(shelvesOfCopiesWithoutKey, [tx.context.tenantId, barcodes, shelfKeyRule]);
  if (rows.length > 0) keep(tx, rows.map(({ shelf }) => shelf).sort());
}

function keep(tx: Tx, shelves: readonly string[]): void {
  const rows = shelves.map((shelf) => {
    const key = shelfKey(shelf);
    return { shelf, key, section: shelfSection(key) };
  });
  tx.send(keepShelfKeys, [tx.context.tenantId, json(rows), shelfKeyRule]);
}
