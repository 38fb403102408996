import type { BoxContents } from '#shared/contract/api/boxes.ts';
import { boxListPaper } from '../../parts/slips/box-list.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

/** Prints the list that travels with a box. */
export function usePrintBoxList(): (contents: BoxContents) => void {
  const { tasks, printing, surroundings } = useDesk();
  const format = useFormat();
  return ({ box, copies }) => {
    const from = { name: tasks.transfers.branchName(box.fromBranchId) };
    const to = { name: tasks.transfers.branchName(box.toBranchId) };
    const rows = copies.map(({ barcode, book }) => ({ barcode, title: book.title }));
    void printing.list(boxListPaper({ number: box.number, from, to, copies: rows }, format, surroundings.now()));
  };
}
