import type { Copy, Hold, Transfer } from '#shared/contract/records.ts';
import { sql } from '../../db/sql.ts';

const copyColumns = `c.id, c.book_id as "bookId", c.barcode, c.home_branch_id as "homeBranchId",
  c.current_branch_id as "currentBranchId", c.status, c.shelf, c.item_type as "itemType", c.condition,
  c.due_at as "dueAt", c.acquired_on as "acquiredOn", c.created_at as "createdAt", c.updated_at as "updatedAt"`;

export const insertCopy = sql<Copy>(
  'catalog.insert_copy',
  `insert into copies as c (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, shelf, item_type,
     condition, acquired_on, created_at, updated_at, moved_at)
   values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $10, $10) returning ${copyColumns}`,
);

const ofBook = 'c.tenant_id = $1 and c.book_id = $2 and ($3::uuid is null or c.current_branch_id = $3)';

const sortColumns = { barcode: 'c.barcode', shelf: 'c.shelf', status: 'c.status', createdAt: 'c.created_at' };
export type CopyField = keyof typeof sortColumns;
export const copyFields: readonly CopyField[] = ['barcode', 'shelf', 'status', 'createdAt'];

/** The copies of a book that are in a branch, or all. */
export const listCopies = (field: CopyField, descending: boolean) =>
  sql<Copy>(
    `catalog.list_copies_by_${field}${descending ? '_down' : ''}`,
    `select ${copyColumns} from copies c where ${ofBook}
     order by ${sortColumns[field]} ${descending ? 'desc' : 'asc'}, c.id limit $4 offset $5`,
  );

export const countCopies = sql<{ count: number }>(
  'catalog.count_copies',
  `select count(*) from copies c where ${ofBook}`,
);

export const findCopy = sql<Copy & { isbn: string | null; title: string; authors: string[] }>(
  'catalog.find_copy',
  `select ${copyColumns}, b.isbn, b.title, b.authors
   from copies c join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   where c.tenant_id = $1 and c.barcode = $2`,
);

/** Whoever has it is named by an id only. */
export const openLoanOf = sql<{
  id: string;
  memberId: string | null;
  branchId: string;
  checkedOutAt: string;
  dueAt: string;
  claimedReturnedAt: string | null;
  lostAt: string | null;
  renewals: number;
}>(
  'catalog.open_loan_of_copy',
  `select l.id, l.member_id as "memberId", l.branch_id as "branchId", l.checked_out_at as "checkedOutAt",
     l.due_at as "dueAt", l.claimed_returned_at as "claimedReturnedAt", l.lost_at as "lostAt", l.renewals
   from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
   where c.tenant_id = $1 and c.barcode = $2 and l.returned_at is null`,
);

/** The hold that the copy is assigned to; it has left the queue, so it has no position any more. */
export const holdOf = sql<Hold>(
  'catalog.hold_of_copy',
  `select h.id, h.book_id as "bookId", h.member_id as "memberId", h.pickup_branch_id as "pickupBranchId", h.status,
     null::integer as position, h.copy_id as "copyId", h.placed_at as "placedAt", h.shelf_expires_at as "shelfExpiresAt"
   from holds h join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
   where c.tenant_id = $1 and c.barcode = $2 and h.ended_at is null`,
);

export const openTransferOf = sql<Transfer>(
  'catalog.open_transfer_of_copy',
  `select t.id, t.copy_id as "copyId", c.barcode, t.from_branch_id as "fromBranchId", t.to_branch_id as "toBranchId",
     t.reason, t.state, t.hold_id as "holdId", t.requested_at as "requestedAt"
   from transfers t join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
   where c.tenant_id = $1 and c.barcode = $2 and t.ended_at is null`,
);

export const lockCopy = sql<Copy>(
  'catalog.lock_copy',
  `select ${copyColumns} from copies c where c.tenant_id = $1 and c.barcode = $2 for no key update`,
);

/** moved_at says when the copy last changed its state: a corrected shelf mark is no move. */
export const updateCopy = sql<Copy>(
  'catalog.update_copy',
  `update copies c set status = $3, condition = $4, shelf = $5, home_branch_id = $6, updated_at = $7, barcode = $8,
     moved_at = case when c.status <> $3 then greatest(c.moved_at, $7::timestamptz) else c.moved_at end
   where c.tenant_id = $1 and c.id = $2 returning ${copyColumns}`,
);
