import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { NewestPacked, PackedRow } from './pack-line.tsx';
import { maySendAnyway } from './pack-words.ts';
import { useActionKey } from './use-action-key.ts';
import { usePrintBoxList } from './use-print-box-list.ts';

/** The box on the table: where it goes in the largest letters, and what every scan into it came to. */
export function PackingPanel() {
  const { tasks, voice } = useDesk();
  const { packing } = tasks.transfers;
  const { box, lines, isLeaving } = useStore(packing.store);
  const printList = usePrintBoxList();
  const [newest, ...earlier] = lines;
  const send = async () => {
    const contents = await packing.send();
    if (!contents) return;
    const { number, toBranchId } = contents.box;
    voice.notice('attention', text.boxes.sent(number, tasks.transfers.branchName(toBranchId)));
    printList(contents);
    void tasks.transfers.open('under_way');
  };
  useActionKey(text.boxes.sendKey, () => void send());
  useActionKey(text.boxes.sendAnywayKey, () => {
    if (newest && maySendAnyway(newest)) void packing.sendAnyway(newest);
  });
  if (!box) return null;

  return (
    <div className="packing">
      <header className="box-head">
        <div>
          <p className="box-number">{box.number}</p>
          <p className="box-branch">{text.boxes.packing(tasks.transfers.branchName(box.toBranchId))}</p>
        </div>
        <p className="box-count" role="status">
          {text.boxes.copies(box.copies)}
        </p>
        <div className="box-buttons">
          <button type="button" className="button" onClick={() => packing.putAside()}>
            {text.boxes.putAside}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={isLeaving || box.copies === 0}
            onClick={() => void send()}
          >
            {isLeaving ? text.boxes.sending : text.boxes.send} <Key name={text.boxes.sendKey} />
          </button>
        </div>
      </header>
      {newest ? <NewestPacked line={newest} /> : <EmptyBox />}
      {earlier.length > 0 && (
        <ScrollRegion className="lines-region" label={text.boxes.packedLabel}>
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

function EmptyBox() {
  return (
    <div className="newest-return wanted">
      <Icon name="barcode" size={72} />
      <p className="wanted-title huge">{text.boxes.emptyHint}</p>
    </div>
  );
}
