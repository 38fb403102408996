import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { pickListPaper } from '../../parts/slips/pick-list.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';

/** Prints what was asked for, in the order of the shelves, as far as it has been read. */
export function PickListButton() {
  const { tasks, printing, surroundings } = useDesk();
  const format = useFormat();
  const { enrolled } = useDeskState();
  const pages = useStore(tasks.transfers.rows.store, (state) => state.pages);
  const asked = [...pages.values()].flat().filter(({ state }) => state === 'requested');
  if (!enrolled || asked.length === 0) return null;
  const print = () => {
    const rows = asked.map(({ barcode, shelf, book }) => ({ copy: { barcode, shelf }, book }));
    void printing.list(pickListPaper(enrolled.branch, rows, format, surroundings.now()));
  };
  return (
    <button type="button" className="button" onClick={print}>
      <Icon name="printer" size={18} /> {text.transfers.printPickList}
    </button>
  );
}
