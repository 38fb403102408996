import { useStore } from 'zustand';
import { NewestWanted } from '../../parts/newest-copy.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { EarlierReturns } from '../returns/earlier-returns.tsx';
import { NewestReturn } from '../returns/newest-return.tsx';
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
      <EarlierReturns className="received-lines" lines={earlier} label={text.transfers.receivedLabel} />
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
  return <NewestWanted icon="transit" title={text.transfers.wantedTitle} hint={text.transfers.wantedHint} />;
}
