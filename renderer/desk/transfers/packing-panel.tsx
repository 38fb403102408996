import { useStore } from 'zustand';
import { Key } from '../../parts/key.tsx';
import { NewestWanted } from '../../parts/newest-copy.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';
import { BoxHead } from './box-head.tsx';
import { NewestPacked, PackedRow } from './pack-line.tsx';
import { maySendAnyway } from './pack-words.ts';
import { usePrintBoxList } from './use-print-box-list.ts';

/** The box on the table: where it goes in the largest letters, and what every scan into it came to. */
export function PackingPanel() {
  const { tasks, queue } = useDesk();
  const { packing } = tasks.transfers;
  const { box, lines, isLeaving } = useStore(packing.store);
  const [newest, ...earlier] = lines;
  const send = useSending();
  // After the scans made before: what was put into the box must not be taken for received.
  const putAside = () => queue.add(async () => packing.putAside());
  useActionKey(text.boxes.sendKey, send);
  useActionKey(text.boxes.sendAnywayKey, () => {
    if (newest && maySendAnyway(newest)) void packing.sendAnyway(newest);
  });
  if (!box) return null;

  return (
    <div className="packing">
      <BoxHead
        box={box}
        branch={text.boxes.packing(tasks.transfers.branchName(box.toBranchId))}
        count={text.boxes.copies(box.copies)}
      >
        <button type="button" className="button" onClick={putAside}>
          {text.boxes.putAside}
        </button>
        <button type="button" className="button primary" disabled={isLeaving || box.copies === 0} onClick={send}>
          {isLeaving ? text.boxes.sending : text.boxes.send} <Key name={text.boxes.sendKey} />
        </button>
      </BoxHead>
      {newest ? <NewestPacked line={newest} /> : <NewestWanted icon="barcode" title={text.boxes.emptyHint} />}
      {earlier.length > 0 && (
        <ScrollRegion className="panel lines-region" label={text.boxes.packedLabel}>
          <ol>
            {earlier.map((line) => (
              <PackedRow key={line.id} line={line} />
            ))}
          </ol>
        </ScrollRegion>
      )}
    </div>
  );
}

/** The box leaves after every scan made before: that is said, its list is printed, and it stands under way. */
function useSending(): () => void {
  const { tasks, voice, queue } = useDesk();
  const printList = usePrintBoxList();
  const send = async () => {
    const contents = await tasks.transfers.packing.send();
    if (!contents) return;
    const { number, toBranchId } = contents.box;
    voice.notice('attention', text.boxes.sent(number, tasks.transfers.branchName(toBranchId)));
    printList(contents);
    await tasks.transfers.open('under_way');
  };
  return () => queue.add(send);
}
