import type { Box, BoxedCopy } from '#shared/contract/api/boxes.ts';
import { bookLabelOf } from '../../db/labels.ts';
import type { BoxRow, ContentRow } from './queries.ts';

export const boxNumber = (number: number): string => `BOX-${number}`;

export const boxRecord = (row: BoxRow): Box => ({
  id: row.id,
  number: boxNumber(row.number),
  fromBranchId: row.from_branch_id,
  toBranchId: row.to_branch_id,
  state: row.state,
  openedAt: row.opened_at,
  sentAt: row.sent_at,
  receivedAt: row.received_at,
  copies: row.copies,
  arrived: row.arrived,
});

export const boxedCopy = (row: ContentRow): BoxedCopy => ({
  transferId: row.transfer_id,
  barcode: row.barcode,
  book: bookLabelOf(row),
  state: row.state,
});
