import type { Box, BoxContents, BoxedCopy } from '#shared/contract/api/boxes.ts';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { bookOf } from './example-library.ts';
import { hillBranch, id, mainBranch } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';
import { exampleTransfer } from './transfer-calls.ts';

/** Boxes of the example library: what the window's tests need of them. */
export function boxCalls(host: TestHost): CallsOf<'boxes'> {
  const { library } = host;
  const contentsOf = (box: Box): BoxContents => ({ box, copies: inBox(library.transfers, box).map(boxedCopy) });
  const found = (number: string) => {
    const box = library.boxes.find((candidate) => candidate.number === number);
    return box ? counted(box, library.transfers) : undefined;
  };
  return {
    'boxes.list': ({ going }) => {
      if (host.isOffline) return offline();
      const end = going === 'out' ? 'fromBranchId' : 'toBranchId';
      const boxes = library.boxes.filter((box) => box.state !== 'received' && box[end] === mainBranch.id);
      return { kind: 'done', answer: { boxes: boxes.map((box) => counted(box, library.transfers)) } };
    },
    'boxes.read': ({ box: number }) => {
      if (host.isOffline) return offline();
      const box = found(number);
      return box ? { kind: 'done', answer: contentsOf(box) } : refused('BOX_NOT_FOUND');
    },
    'boxes.open': ({ toBranchId }) => {
      if (host.isOffline) return offline();
      const box = exampleBox(library.boxes.length + 1, { toBranchId });
      library.boxes.push(box);
      return { kind: 'done', answer: box };
    },
    'boxes.pack': ({ box: number, barcode, request }) => {
      if (host.isOffline) return offline();
      const box = found(number);
      if (!box) return refused('BOX_NOT_FOUND');
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      const open = library.transfers.find((row) => row.barcode === barcode && row.state !== 'received');
      if (!open && !request) return refused('NO_TRANSFER');
      const transfer = open ?? exampleTransfer(library.transfers.length + 1, bookOf(library, copy), barcode);
      if (!open) library.transfers.push(transfer);
      if (transfer.toBranchId !== box.toBranchId) return refused('GOES_ELSEWHERE', { branchId: transfer.toBranchId });
      const alreadyPacked = transfer.box?.number === number;
      Object.assign(transfer, { state: 'shipped', box: { number, state: 'packing' } });
      const answer = { copy: boxedCopy(transfer), alreadyPacked, movedFrom: null };
      return { kind: 'done', answer: { ...answer, box: counted(box, library.transfers) } };
    },
    'boxes.takeOut': ({ box: number, barcode }) => {
      const box = found(number);
      const transfer = library.transfers.find((row) => row.barcode === barcode && row.box?.number === number);
      if (!box || !transfer) return refused('NOT_IN_BOX');
      transfer.box = null;
      return { kind: 'done', answer: counted(box, library.transfers) };
    },
    'boxes.send': ({ box: number }) => {
      if (host.isOffline) return offline();
      return moved(library, number, 'sent', contentsOf);
    },
    'boxes.close': ({ box: number }) => {
      if (host.isOffline) return offline();
      const closed = moved(library, number, 'received', contentsOf);
      if (closed.kind !== 'done') return closed;
      const { box, copies } = closed.answer;
      return { kind: 'done', answer: { box, missing: copies.filter(({ state }) => state === 'shipped') } };
    },
  };
}

/** A box that is being packed for Hill Street. */
export function exampleBox(n: number, changes: Partial<Box> = {}): Box {
  return {
    id: id(12, n),
    number: `BOX-${1040 + n}`,
    fromBranchId: mainBranch.id,
    toBranchId: hillBranch.id,
    state: 'packing',
    openedAt: '2026-11-22T08:30:00.000Z',
    sentAt: null,
    receivedAt: null,
    copies: 0,
    arrived: 0,
    ...changes,
  };
}

function moved(
  library: TestHost['library'],
  number: string,
  state: 'sent' | 'received',
  contentsOf: (box: Box) => BoxContents,
) {
  const box = library.boxes.find((candidate) => candidate.number === number);
  if (!box || box.state === state) return refused('BOX_STATE');
  box.state = state;
  for (const transfer of inBox(library.transfers, box)) transfer.box = { number, state };
  return { kind: 'done', answer: contentsOf(counted(box, library.transfers)) } as const;
}

const inBox = (transfers: readonly ListedTransfer[], { number }: Box) =>
  transfers.filter((row) => row.box?.number === number && (row.state === 'shipped' || row.state === 'received'));

const counted = (box: Box, transfers: readonly ListedTransfer[]): Box => ({
  ...box,
  copies: inBox(transfers, box).length,
  arrived: inBox(transfers, box).filter(({ state }) => state === 'received').length,
});

const boxedCopy = ({ id: transferId, barcode, book, state }: ListedTransfer): BoxedCopy => ({
  transferId,
  barcode,
  book,
  state: state === 'received' ? 'received' : 'shipped',
});
