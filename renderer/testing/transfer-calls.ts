import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { TransferList } from '#shared/contract/bridge/transfers.ts';
import { answerOf, queue } from './circulation-calls.ts';
import { bookOf } from './example-library.ts';
import { hillBranch, id, mainBranch } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const lists: Record<TransferList, (row: ListedTransfer) => boolean> = {
  to_send: ({ fromBranchId, box }) => fromBranchId === mainBranch.id && box?.state !== 'sent',
  under_way: ({ fromBranchId, box }) => fromBranchId === mainBranch.id && box?.state === 'sent',
  to_receive: ({ toBranchId }) => toBranchId === mainBranch.id,
  late: ({ late }) => late,
};

/** Journeys between branches, as simply as the screens need them. */
export function transferCalls(host: TestHost): CallsOf<'transfers'> {
  const { library } = host;
  const openOnes = () => library.transfers.filter(({ state }) => state === 'requested' || state === 'shipped');
  return {
    'transfers.receive': ({ barcode }) => {
      if (host.isOffline) return queue(host, 'transfer_receipt', barcode);
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      const transfer = openOnes().find((candidate) => candidate.barcode === barcode);
      if (transfer) transfer.state = 'received';
      return { kind: 'done', answer: { ...answerOf(library, copy, false), outcome: 'received' } };
    },
    'transfers.list': ({ list, offset }) => {
      if (host.isOffline) return offline();
      const data = openOnes()
        .filter(lists[list])
        .slice(offset, offset + 100);
      const total = openOnes().filter(lists[list]).length;
      return { kind: 'done', answer: { data, meta: { total, limit: 100, offset, hasMore: false } } };
    },
    'transfers.request': ({ barcode, toBranchId }) => {
      if (host.isOffline) return offline();
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      if (openOnes().some((row) => row.barcode === barcode)) return refused('TRANSFER_OPEN');
      const transfer = { ...exampleTransfer(library.transfers.length + 1, bookOf(library, copy), barcode), toBranchId };
      library.transfers.push(transfer);
      return { kind: 'done', answer: transfer };
    },
    'transfers.cancel': ({ id: transferId }) => {
      if (host.isOffline) return offline();
      const transfer = openOnes().find((row) => row.id === transferId);
      if (!transfer) return refused('TRANSFER_STATE');
      transfer.state = 'cancelled';
      return { kind: 'done', answer: transfer };
    },
  };
}

/** A copy of the main branch that Hill Street has asked for. */
export function exampleTransfer(
  n: number,
  { id: bookId, isbn, title, authors }: ListedTransfer['book'],
  barcode: string,
  changes: Partial<ListedTransfer> = {},
): ListedTransfer {
  return {
    id: id(11, n),
    copyId: id(4, n),
    barcode,
    fromBranchId: mainBranch.id,
    toBranchId: hillBranch.id,
    reason: 'request',
    state: 'requested',
    holdId: null,
    requestedAt: '2026-11-21T09:00:00.000Z',
    book: { id: bookId, isbn, title, authors },
    shippedAt: null,
    endedAt: null,
    expectedAt: '2026-11-23T09:00:00.000Z',
    shelf: 'Fiction · ELI',
    copyStatus: 'available',
    box: null,
    late: false,
    ...changes,
  };
}
