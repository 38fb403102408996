import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { observeCopy } from './observe.ts';

/** That a copy arrived is an observation; everything else about a journey is a claim. */
export const transfersTasks = (desk: Desk): TaskGroup<'transfers'> => ({
  'transfers.receive': ({ barcode }) =>
    observeCopy(desk, (branchId) => ({ kind: 'transfer_receipt', order: { barcode, branchId } })),
});
