import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { NewestReturn } from './newest-return.tsx';
import { ReturnCounts } from './return-counts.tsx';
import { ReturnRow } from './return-row.tsx';
import './returns.css';

/** Scan after scan; each says loudly what to do with the book in the hand. */
export function ReturnsScreen() {
  const { tasks } = useDesk();
  const { lines, nextIsDamaged } = useStore(tasks.returns.store);
  useDamagedKey();
  const [newest, ...earlier] = lines;

  return (
    <div className="returns">
      <div className="returns-top">
        {newest ? <NewestReturn line={newest} /> : <BooksWanted />}
        <aside className="returns-side">
          <DamagedSwitch isOn={nextIsDamaged} />
          {newest && <ReturnCounts lines={lines} />}
          {newest && (
            <button type="button" className="button small" onClick={() => tasks.returns.clear()}>
              {text.returns.clear}
            </button>
          )}
        </aside>
      </div>
      {earlier.length > 0 && (
        <ScrollRegion className="lines-region" label={text.returns.linesLabel}>
          <ol>
            {earlier.map((line) => (
              <ReturnRow key={line.id} line={line} />
            ))}
          </ol>
        </ScrollRegion>
      )}
    </div>
  );
}

function BooksWanted() {
  return (
    <div className="newest-return wanted">
      <Icon name="returns" size={72} />
      <p className="wanted-title huge">{text.returns.emptyTitle}</p>
      <p className="wanted-hint">{text.returns.emptyHint}</p>
    </div>
  );
}

/** What the next scan records; it goes off by itself after that scan. */
function DamagedSwitch({ isOn }: { isOn: boolean }) {
  const { tasks } = useDesk();
  return (
    <button
      type="button"
      className="button damaged-switch"
      aria-pressed={isOn}
      aria-keyshortcuts={text.returns.damagedKey}
      title={isOn ? text.returns.damagedOn : text.returns.damagedOff}
      onClick={() => tasks.returns.toggleDamaged()}
    >
      <Icon name={isOn ? 'check' : 'maintenance'} size={18} />
      {text.returns.damaged}
      <Key name={text.returns.damagedKey} />
    </button>
  );
}

function useDamagedKey(): void {
  const { tasks, voice } = useDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== text.returns.damagedKey || event.repeat || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      tasks.returns.toggleDamaged();
      const isOn = tasks.returns.store.getState().nextIsDamaged;
      voice.say(isOn ? text.returns.damagedOn : text.returns.damagedOff);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [tasks, voice]);
}
