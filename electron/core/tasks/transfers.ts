import { transfersApi } from '#shared/contract/api/transfers.ts';
import type { TransferList } from '#shared/contract/bridge/transfers.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { observeCopy } from './observe.ts';
import { claim } from './outcome.ts';

const perPage = 100;

/** That a copy arrived is an observation; everything else about a journey is a claim. */
export const transfersTasks = (desk: Desk): TaskGroup<'transfers'> => ({
  'transfers.receive': ({ barcode }) =>
    observeCopy(desk, (branchId) => ({ kind: 'transfer_receipt', order: { barcode, branchId } })),

  'transfers.list': ({ list, offset }) =>
    claim(desk, transfersApi.listTransfers, ({ enrolment }) => ({
      query: { ...choiceOf(list, enrolment.branch.id), offset, limit: perPage },
    })),

  'transfers.request': ({ barcode, toBranchId }) =>
    claim(desk, transfersApi.requestTransfer, () => ({ body: { barcode, toBranchId, reason: 'request' as const } })),

  'transfers.cancel': ({ id, neverArrived }) =>
    claim(desk, transfersApi.cancelTransfer, () => ({ params: { id }, body: { copyMissing: neverArrived } })),
});

function choiceOf(list: TransferList, here: string) {
  const choices = {
    to_send: { fromBranchId: here, stage: 'to_send' },
    under_way: { fromBranchId: here, stage: 'under_way' },
    to_receive: { toBranchId: here, state: 'shipped' },
    late: { branchId: here, late: 'true' },
  } as const;
  return choices[list];
}
