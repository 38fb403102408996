import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { modeChanges } from './mode-changes.ts';
import './return-modes.css';

/** What the next scans mean: damaged for one, from the book drop or in bulk until it is ended. */
export function ReturnModes() {
  const desk = useDesk();
  const { nextIsDamaged, bookDrop, isBulk } = useStore(desk.tasks.returns.store);
  const modes = useMemo(() => modeChanges(desk), [desk]);
  useModeKeys(modes);
  const { damaged, damagedKey, bookDrop: dropWords, bulk } = text.returns;
  return (
    <div className="return-modes">
      <ModeSwitch
        label={damaged}
        keyName={damagedKey}
        icon="maintenance"
        isOn={nextIsDamaged}
        onPress={modes.damaged}
      />
      <ModeSwitch
        label={dropWords.button}
        keyName={dropWords.key}
        icon="drop"
        isOn={bookDrop !== null}
        onPress={modes.bookDrop}
      />
      <ModeSwitch label={bulk.button} keyName={bulk.key} icon="bulk" isOn={isBulk} onPress={modes.bulk} />
    </div>
  );
}

type ModeSwitchProps = { label: string; keyName: string; icon: IconName; isOn: boolean; onPress(): void };

function ModeSwitch({ label, keyName, icon, isOn, onPress }: ModeSwitchProps) {
  return (
    <button type="button" className="button mode-switch" aria-pressed={isOn} onClick={onPress}>
      <Icon name={isOn ? 'check' : icon} size={18} />
      {label}
      <Key name={keyName} />
    </button>
  );
}

/** F8 alone, with Shift, with Control. */
function useModeKeys(modes: ReturnType<typeof modeChanges>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.repeat || event.altKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      if (event.shiftKey) modes.bookDrop();
      else if (event.ctrlKey) modes.bulk();
      else modes.damaged();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [modes]);
}
