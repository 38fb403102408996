import type { ListedHold } from '#shared/contract/api/holds.ts';
import type { MemberHold } from '#shared/contract/api/members.ts';
import type { Hold } from '#shared/contract/records.ts';
import { bookLabelOf } from '../db/labels.ts';
import type { HoldRow, ListedRow, MemberHoldRow } from './queries.ts';

export const holdRecord = (row: HoldRow): Hold => ({
  id: row.id,
  bookId: row.book_id,
  memberId: row.member_id,
  pickupBranchId: row.pickup_branch_id,
  status: row.status,
  position: row.position,
  copyId: row.copy_id,
  placedAt: row.placed_at,
  shelfExpiresAt: row.shelf_expires_at,
});

export const listedHold = (row: ListedRow): ListedHold => ({
  ...holdRecord(row),
  suspendedUntil: row.suspended_until,
  book: bookLabelOf(row),
  member: { id: row.member_id, number: row.member_number, name: row.member_name },
  barcode: row.barcode,
});

export const memberHold = (row: MemberHoldRow): MemberHold => ({
  ...holdRecord(row),
  book: bookLabelOf(row),
  endedAt: row.ended_at,
});
