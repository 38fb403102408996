import type { NotFoundAnswer } from '#shared/contract/api/holds.ts';
import { changeCopy } from '../../catalog/copies/service.ts';
import { lockForCirculation } from '../../db/locks.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { lentAt } from './list.ts';
import { type FetchedRow, fetchedCopies, type StandingRow, standingCopy } from './queries.ts';

type Search = { branchId: string; barcode: string; now: Date };

/**
 * Somebody looked for a copy of the pick list and it is not on its shelf: it is missing from now on, and the next copy is
 * asked for in its place, at this branch or at another.
 * @throws Refusal COPY_NOT_FOUND, COPY_STATE where it does not stand on this branch's shelves, or has not been cleared
 *   from its hold shelf
 */
export async function copyNotFound(tx: Tx, { branchId, barcode, now }: Search): Promise<NotFoundAnswer> {
  const { tenantId } = tx.context;
  const [, [copy], lent] = await Promise.all([
    tx.query(lockForCirculation, [tenantId, barcode, null]),
    tx.query(standingCopy, [tenantId, barcode]),
    lentAt(tx, branchId),
  ]);
  if (!copy) throw new Refusal('COPY_NOT_FOUND');
  if (copy.status !== 'available' || copy.branch_id !== branchId) throw new Refusal('COPY_STATE', notOnItsShelf(copy));
  if (copy.left_on_shelf) throw new Refusal('COPY_STATE', stillOnHoldShelf);
  const asked = [tenantId, copy.book_id, now, lent];
  const before = await tx.query(fetchedCopies, asked);
  await changeCopy(tx, barcode, { status: 'missing', reason: 'Not found on its shelf' }, now);
  const after = await tx.query(fetchedCopies, asked);
  return { barcode, title: copy.title, instead: insteadOf(before, after) };
}

const notOnItsShelf = (copy: StandingRow) => ({
  detail: 'This copy does not stand on the shelves of this branch any more. Read the list again.',
  facts: { status: copy.status, branchId: copy.branch_id },
});

const stillOnHoldShelf = {
  detail: 'This copy was left on the hold shelf by a hold that is over. Look for it there, and scan it.',
};

/** What is asked for now and was not before. */
function insteadOf(before: readonly FetchedRow[], after: readonly FetchedRow[]): NotFoundAnswer['instead'] {
  const known = new Set(before.map((row) => row.copy_id));
  const next = after.find((row) => !known.has(row.copy_id));
  if (!next) return null;
  return { barcode: next.barcode, shelf: next.shelf, branchId: next.branch_id, code: next.code, name: next.name };
}
