import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { Transfer } from '#shared/contract/records.ts';
import { isLate } from '#shared/rules/transfer.ts';
import { bookLabelOf } from '../db/labels.ts';
import { boxNumber } from './boxes/box-record.ts';
import type { ListedRow, TransferRow } from './queries.ts';

export const transferRecord = (row: TransferRow): Transfer => ({
  id: row.id,
  copyId: row.copy_id,
  barcode: row.barcode,
  fromBranchId: row.from_branch_id,
  toBranchId: row.to_branch_id,
  reason: row.reason,
  state: row.state,
  holdId: row.hold_id,
  requestedAt: row.requested_at,
});

export const listedTransfer = (row: ListedRow, now: Date): ListedTransfer => ({
  ...transferRecord(row),
  book: bookLabelOf(row),
  shippedAt: row.shipped_at,
  endedAt: row.ended_at,
  expectedAt: row.expected_at,
  shelf: row.shelf,
  copyStatus: row.copy_status,
  box: row.box_number && row.box_state ? { number: boxNumber(row.box_number), state: row.box_state } : null,
  late: isLate({ ended: row.ended_at !== null, expectedAt: row.expected_at, boxState: row.box_state }, now),
});
