import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { SentBoxButton } from './box-button.tsx';

/** Boxes of this branch that have left, with their lists. */
export function SentBoxes() {
  const { tasks } = useDesk();
  const all = useStore(tasks.transfers.store, (state) => state.boxes);
  const sent = all.filter(({ state }) => state === 'sent');
  if (sent.length === 0) return null;
  return (
    <section className="transfer-tools" aria-label={text.boxes.underWay}>
      <span className="quiet-sentence">{text.boxes.underWay}</span>
      {sent.map((box) => (
        <SentBoxButton key={box.id} box={box} />
      ))}
    </section>
  );
}
