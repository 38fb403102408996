import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { expectationOf } from './transfer-words.ts';

/** Where the copy is now, as far as anybody knows. */
export function TransferPlace({ row }: { row: ListedTransfer }) {
  return <span className="cell-line">{placeOf(row, useDesk().tasks.transfers.here())}</span>;
}

function placeOf({ state, shelf, box, copyStatus, fromBranchId }: ListedTransfer, here: string | undefined): string {
  const words = text.transfers;
  if (state === 'requested') {
    if (copyStatus === 'on_hold_shelf') return words.onHoldShelf;
    return copyStatus === 'maintenance' ? words.inMaintenance : (shelf ?? words.noShelf);
  }
  if (box) return box.state === 'received' ? words.notInBox(box.number) : words.inBox(box.number);
  return fromBranchId === here ? words.inCrate : words.onTheWay;
}

/** Where it goes or comes from, why, and when it is expected. */
export function TransferJourney({ row }: { row: ListedTransfer }) {
  const { tasks, surroundings } = useDesk();
  const format = useFormat();
  const isOurs = row.fromBranchId === tasks.transfers.here();
  const words = text.transfers;
  const end = isOurs ? row.toBranchId : row.fromBranchId;
  const expected = expectationOf(row, format, surroundings.now());
  return (
    <>
      <span className="cell-line">
        {isOurs ? words.to(tasks.transfers.branchName(end)) : words.from(tasks.transfers.branchName(end))}
        {' · '}
        {words.reasons[row.reason]}
      </span>
      {expected && (
        <span className={row.late ? 'cell-second tone-refusal transfer-late' : 'cell-second'}>{expected}</span>
      )}
    </>
  );
}
