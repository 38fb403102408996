import type { ToClearRow as ToClear } from '#shared/contract/api/holds.ts';
import { labelsOf } from '../../db/labels.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import { branchExists } from '../queries.ts';
import {
  countHoldShelf,
  countToClear,
  listHoldShelf,
  listToClear,
  type ShelfRow,
  shelfFields,
  type ToClearRow,
  toClearFields,
} from './queries.ts';

type OfBranch = Window & { branchId: string; sort?: string | undefined; query?: string | undefined };

/** What waits for collection at a branch, expired first. @throws Refusal BRANCH_NOT_FOUND */
export async function holdShelfOf(tx: Tx, { branchId, now, ...choice }: OfBranch & { now: Date }) {
  const { sort, query = '', limit, offset } = choice;
  const order = orderOf(sort, shelfFields) ?? ({ field: 'shelfExpiresAt', descending: false } as const);
  const here = [tx.context.tenantId, branchId];
  const values = [...here, query];
  const [[branch], rows, [counted]] = await Promise.all([
    tx.query(branchExists, here),
    tx.query(listHoldShelf(order), [...values, limit, offset]),
    tx.query(countHoldShelf, values),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  const data = rows.map((row) => onShelf(row, now));
  return pageOf(data, counted?.count ?? 0, { limit, offset });
}

/** What still stands on the hold shelf although its hold is over, the longest over first. @throws Refusal BRANCH_NOT_FOUND */
export async function toClearAt(tx: Tx, { branchId, sort, query = '', limit, offset }: OfBranch) {
  const order = orderOf(sort, toClearFields) ?? ({ field: 'endedAt', descending: false } as const);
  const here = [tx.context.tenantId, branchId];
  const values = [...here, query];
  const [[branch], rows, [counted]] = await Promise.all([
    tx.query(branchExists, here),
    tx.query(listToClear(order), [...values, limit, offset]),
    tx.query(countToClear, values),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  return pageOf(rows.map(toClear), counted?.count ?? 0, { limit, offset });
}

const onShelf = (row: ShelfRow, now: Date) => ({
  ...labelsOf(row),
  hold: {
    id: row.hold_id,
    bookId: row.book_id,
    memberId: row.member_id,
    pickupBranchId: row.pickup_branch_id,
    status: 'ready' as const,
    position: null,
    copyId: row.copy_id,
    placedAt: row.placed_at,
    shelfExpiresAt: row.shelf_expires_at,
  },
  pickupCode: row.pickup_code,
  shelfExpiresAt: row.shelf_expires_at,
  expired: row.shelf_expires_at !== null && new Date(row.shelf_expires_at) <= now,
});

function toClear(row: ToClearRow): ToClear {
  const destination = row.to_branch_id ? { branchId: row.to_branch_id, code: row.to_code, name: row.to_name } : null;
  const next = destination ? 'transit' : row.next_pickup_code ? 'hold_shelf' : 'shelve';
  return {
    ...labelsOf(row),
    pickupCode: row.pickup_code,
    because: row.hold_status,
    endedAt: row.ended_at,
    next,
    destination,
    nextPickupCode: next === 'hold_shelf' ? row.next_pickup_code : null,
  };
}
