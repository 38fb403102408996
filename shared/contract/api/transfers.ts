import { z } from 'zod';
import { Barcode, Flag, Id, Instant, ListQuery, pageOf } from '../primitives.ts';
import { BookLabel, Transfer } from '../records.ts';
import { route } from '../route.ts';
import { CopyStatus, TransferReason, TransferStage, TransferState } from '../vocabulary.ts';
import { Box } from './boxes.ts';
import { ReturnAnswer } from './loans.ts';

/** A transfer for a hold is opened by the hold's own rules, never by hand. */
export const TransferOrder = z.strictObject({
  barcode: Barcode,
  toBranchId: Id,
  reason: TransferReason.exclude(['hold']),
});
export type TransferOrder = z.infer<typeof TransferOrder>;

export const TransferReceipt = z.strictObject({ barcode: Barcode, branchId: Id, observedAt: Instant.optional() });
export type TransferReceipt = z.infer<typeof TransferReceipt>;

export const TransferCancellation = z.strictObject({
  copyMissing: z
    .boolean()
    .default(false)
    .meta({ description: 'It never arrived: the copy is missing, its hold waits for the next' }),
});

export const ListedTransfer = Transfer.extend({
  book: BookLabel,
  shippedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  expectedAt: Instant.nullable(),
  shelf: z.string().nullable(),
  copyStatus: CopyStatus,
  box: Box.pick({ number: true, state: true }).nullable(),
  late: z.boolean(),
});
export type ListedTransfer = z.infer<typeof ListedTransfer>;

const ById = z.object({ id: Id });

export const transfersApi = {
  requestTransfer: route({
    method: 'POST',
    path: '/transfers',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'Ask for a copy to be sent to another branch',
    body: TransferOrder,
    out: Transfer,
    refusals: ['COPY_NOT_FOUND', 'BRANCH_NOT_FOUND', 'TRANSFER_OPEN', 'COPY_STATE', 'ALREADY_THERE'],
  }),
  shipTransfer: route({
    method: 'POST',
    path: '/transfers/{id}/ship',
    tag: 'transfers',
    who: 'transfers.write',
    status: 200,
    summary: 'The copy is in the box: it is on its way',
    params: ById,
    out: Transfer,
    refusals: ['TRANSFER_NOT_FOUND', 'TRANSFER_STATE', 'COPY_STATE'],
  }),
  receiveTransfer: route({
    method: 'POST',
    path: '/transfers/receive',
    tag: 'transfers',
    who: 'transfers.receive',
    status: 200,
    summary: 'A copy came out of a box at this branch: what to do with it',
    body: TransferReceipt,
    out: ReturnAnswer,
    refusals: ['COPY_NOT_FOUND', 'BRANCH_NOT_FOUND'],
  }),
  cancelTransfer: route({
    method: 'POST',
    path: '/transfers/{id}/cancel',
    tag: 'transfers',
    who: 'transfers.write',
    status: 200,
    summary: 'Call a journey off; a hold it served waits again at its place',
    params: ById,
    body: TransferCancellation.optional(),
    out: Transfer,
    refusals: ['TRANSFER_NOT_FOUND', 'TRANSFER_STATE'],
  }),
  listTransfers: route({
    method: 'GET',
    path: '/transfers',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'Transfers, the oldest first; those to send in the order of the shelves',
    query: ListQuery.extend({
      query: ListQuery.shape.query.meta({ description: 'In the barcode or the title, of open transfers' }),
      fromBranchId: Id.optional(),
      toBranchId: Id.optional(),
      branchId: Id.optional().meta({ description: 'From or to this branch' }),
      state: TransferState.optional(),
      stage: TransferStage.optional(),
      late: Flag.optional(),
    }),
    out: pageOf(ListedTransfer),
  }),
};
