import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { NewestReturn } from '../returns/newest-return.tsx';
import { ReturnRow } from '../returns/return-row.tsx';
import '../returns/returns.css';
import { ComingBoxButton } from './box-button.tsx';
import { UnpackingHead } from './unpacking-head.tsx';

/** What comes out of a box: each copy says loudly what to do with it. */
export function ReceivingPanel() {
  const { tasks } = useDesk();
  const { receiving, unpacking } = tasks.transfers;
  const lines = useStore(receiving.store, (state) => state.lines);
  const contents = useStore(unpacking.store, (state) => state.contents);
  const [newest, ...earlier] = lines;
  return (
    <section className="receiving" aria-label={text.transfers.lists.to_receive}>
      {contents ? <UnpackingHead contents={contents} /> : <BoxesComing />}
      {newest ? <NewestReturn line={newest} task={receiving} /> : <CopiesWanted />}
      {earlier.length > 0 && (
        <ScrollRegion className="lines-region received-lines" label={text.transfers.receivedLabel}>
          <ol>
            {earlier.map((line) => (
              <ReturnRow key={line.id} line={line} />
            ))}
          </ol>
        </ScrollRegion>
      )}
    </section>
  );
}

function BoxesComing() {
  const { tasks } = useDesk();
  const boxes = useStore(tasks.transfers.store, (state) => state.boxes);
  if (boxes.length === 0) return null;
  return (
    <section className="transfer-tools" aria-label={text.boxes.coming}>
      <span className="quiet-sentence">{text.boxes.coming}</span>
      {boxes.map((box) => (
        <ComingBoxButton key={box.id} box={box} />
      ))}
    </section>
  );
}

function CopiesWanted() {
  return (
    <div className="newest-return wanted">
      <Icon name="transit" size={56} />
      <p className="wanted-title huge">{text.transfers.wantedTitle}</p>
      <p className="wanted-hint">{text.transfers.wantedHint}</p>
    </div>
  );
}
