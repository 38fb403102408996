import type { Box } from '#shared/contract/api/boxes.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** One box: what is in it, and the way to go on with it. */
export function BoxButton({ box }: { box: Box }) {
  const { tasks } = useDesk();
  const { number, copies, arrived } = box;
  const isOurs = box.fromBranchId === tasks.transfers.here();
  const other = tasks.transfers.branchName(isOurs ? box.toBranchId : box.fromBranchId);
  return (
    <button
      type="button"
      className="button box-button"
      aria-label={isOurs ? text.boxes.resume(number) : text.boxes.unpack(number)}
      onClick={() => void tasks.transfers.openBox(number)}
    >
      <strong>{number}</strong>
      <span>{isOurs ? text.boxes.packing(other) : text.boxes.unpacking(other)}</span>
      <span className="quiet-sentence">{isOurs ? text.boxes.copies(copies) : text.boxes.arrived(arrived, copies)}</span>
    </button>
  );
}
