import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { pickListPaper } from '../../parts/slips/pick-list.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';

/** Prints what was asked for, in the order of the shelves. */
export function PickListButton() {
  const { tasks, printing, surroundings } = useDesk();
  const format = useFormat();
  const { enrolled } = useDeskState();
  const pages = useStore(tasks.transfers.rows.store, (state) => state.pages);
  const isAnyAsked = [...pages.values()].flat().some(({ state }) => state === 'requested');
  if (!enrolled || !isAnyAsked) return null;
  const print = async () => {
    const toFetch = await tasks.transfers.toFetch();
    if (toFetch) await printing.list(pickListPaper(enrolled.branch, toFetch, format, surroundings.now()));
  };
  return (
    <button type="button" className="button" onClick={() => void print()}>
      <Icon name="printer" size={18} /> {text.transfers.printPickList}
    </button>
  );
}
