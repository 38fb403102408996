import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Tabs } from '../../parts/tabs.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { EarlierReturns } from '../returns/earlier-returns.tsx';
import { NewestReturn } from '../returns/newest-return.tsx';
import { HoldListPanel } from './hold-list-panel.tsx';
import { holdLists } from './hold-lists-task.ts';
import './holds.css';

/** Other desks place and collect meanwhile; nobody waits for this screen to notice. */
const READ_AGAIN_MS = 30_000;

/** What to fetch, what waits, what to clear; a copy in the hand is scanned here, and told where it goes. */
export function HoldsScreen() {
  const { tasks } = useDesk();
  const { list } = useStore(tasks.holdLists.store);
  useListsReadAgain();
  return (
    <div className="holds">
      <ScannedHere />
      <Tabs
        label={text.holds.listsLabel}
        className="holds-lists"
        names={holdLists}
        shown={list}
        titles={useTitles()}
        onShow={(next) => tasks.holdLists.show(next)}
      >
        <HoldListPanel list={list} />
      </Tabs>
    </div>
  );
}

function useListsReadAgain(): void {
  const { tasks } = useDesk();
  useEffect(() => {
    void tasks.holdLists.read();
    const timer = setInterval(() => void tasks.holdLists.read(), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [tasks]);
}

/** Each list by its name, and how much is on it. */
function useTitles() {
  const { rows } = useDesk().tasks.holdLists;
  const counts = {
    pickList: useStore(rows.pickList.store),
    shelf: useStore(rows.shelf.store),
    toClear: useStore(rows.toClear.store),
  };
  const titleOf = (list: keyof typeof counts) => (
    <>
      {text.holds.lists[list]}
      {counts[list].total > 0 && (
        <span className="badge">{`${counts[list].total}${counts[list].totalIsCapped ? '+' : ''}`}</span>
      )}
    </>
  );
  return { pickList: titleOf('pickList'), shelf: titleOf('shelf'), toClear: titleOf('toClear') };
}

/** The last scan of this screen in large letters, and those before it. */
function ScannedHere() {
  const { tasks } = useDesk();
  const { lines } = useStore(tasks.holdLists.scans.store);
  const [newest, ...earlier] = lines;
  if (!newest) return <p className="holds-hint">{text.holds.hint}</p>;
  return (
    <div className="holds-scans">
      <NewestReturn line={newest} task={tasks.holdLists.scans} />
      <EarlierReturns lines={earlier} label={text.holds.scannedLabel} />
    </div>
  );
}
