import type { Box } from '#shared/contract/api/boxes.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { usePrintBoxList } from './use-print-box-list.ts';

type BoxProps = { box: Box };

/** A box that is packed here, and the way to go on with it. */
export function PackedBoxButton({ box }: BoxProps) {
  const { tasks } = useDesk();
  const open = useOpening(box);
  return (
    <button type="button" className="button box-button" onClick={open}>
      <span className="visually-hidden">{text.boxes.goOn}</span> <strong>{box.number}</strong>
      <span>{text.boxes.packing(tasks.transfers.branchName(box.toBranchId))}</span>
      <span className="quiet-sentence">{text.boxes.copies(box.copies)}</span>
    </button>
  );
}

/** A box on its way here; its number is scanned, or it is chosen here. */
export function ComingBoxButton({ box }: BoxProps) {
  const { tasks } = useDesk();
  const open = useOpening(box);
  return (
    <button type="button" className="button box-button" onClick={open}>
      <span className="visually-hidden">{text.boxes.unpack}</span> <strong>{box.number}</strong>
      <span>{text.boxes.unpacking(tasks.transfers.branchName(box.fromBranchId))}</span>
      <span className="quiet-sentence">{text.boxes.arrived(box.arrived, box.copies)}</span>
    </button>
  );
}

/** A box that has left: its list can be printed again. */
export function SentBoxButton({ box }: BoxProps) {
  const { tasks } = useDesk();
  const printList = usePrintBoxList();
  const print = async () => {
    const contents = await tasks.transfers.contentsOf(box.number);
    if (contents) printList(contents);
  };
  return (
    <button type="button" className="button box-button" onClick={() => void print()}>
      <Icon name="printer" size={18} /> <span className="visually-hidden">{text.boxes.printList}</span>{' '}
      <strong>{box.number}</strong>
      <span>{text.boxes.packing(tasks.transfers.branchName(box.toBranchId))}</span>
      <span className="quiet-sentence">{text.boxes.arrived(box.arrived, box.copies)}</span>
    </button>
  );
}

/** After the scans made before, which belong to no box or to another one. */
function useOpening({ number }: Box): () => void {
  const { tasks, queue } = useDesk();
  return () => queue.add(() => tasks.transfers.openBox(number));
}
