import { z } from 'zod';
import { ListedTransfer } from '../api/transfers.ts';
import { Barcode, Id, pageOf } from '../primitives.ts';
import { Transfer } from '../records.ts';
import { call } from './call.ts';
import { DeskReturn } from './loans.ts';
import { outcomeOf } from './outcome.ts';

/** The lists of this desk's branch: what to fetch or pack, what has left it, what comes here, what should have. */
export const TransferList = z.enum(['to_send', 'under_way', 'to_receive', 'late']);
export type TransferList = z.infer<typeof TransferList>;

export const transfersCalls = {
  /** A copy came out of a box: an observation, answered as a return is, with a line or without. */
  'transfers.receive': call(z.strictObject({ barcode: Barcode }), DeskReturn),
  'transfers.list': call(
    z.strictObject({ list: TransferList, offset: z.int().min(0) }),
    outcomeOf(pageOf(ListedTransfer)),
  ),
  'transfers.request': call(z.strictObject({ barcode: Barcode, toBranchId: Id }), outcomeOf(Transfer)),
  /** Calls a journey off; `neverArrived`: nobody knows where the copy is. */
  'transfers.cancel': call(z.strictObject({ id: Id, neverArrived: z.boolean() }), outcomeOf(Transfer)),
} as const;
