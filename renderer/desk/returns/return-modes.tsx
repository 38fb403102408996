import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import './return-modes.css';

/** What the next scans mean: damaged for one, from the book drop or in bulk until it is ended. */
export function ReturnModes() {
  const { tasks } = useDesk();
  const { nextIsDamaged, bookDrop, isBulk } = useStore(tasks.returns.store);
  const modes = useModes();
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
        onPress={() => void modes.bookDrop()}
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

type Modes = { damaged(): void; bookDrop(): Promise<void>; bulk(): void };

/** Each says what it does now: whoever scans does not look at the switches. */
function useModes(): Modes {
  const { tasks, voice } = useDesk();
  const format = useFormat();
  const { returns } = tasks;
  return {
    damaged() {
      returns.toggleDamaged();
      voice.say(returns.store.getState().nextIsDamaged ? text.returns.damagedOn : text.returns.damagedOff);
    },
    async bookDrop() {
      await returns.toggleBookDrop();
      const { bookDrop } = returns.store.getState();
      voice.say(bookDrop ? text.returns.bookDrop.on(format.weekday(bookDrop.day)) : text.returns.bookDrop.off);
    },
    bulk() {
      returns.toggleBulk();
      voice.say(returns.store.getState().isBulk ? text.returns.bulk.on : text.returns.bulk.off);
    },
  };
}

/** F8 alone, with Shift, with Control. */
function useModeKeys(modes: Modes): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.repeat || event.altKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      if (event.shiftKey) void modes.bookDrop();
      else if (event.ctrlKey) modes.bulk();
      else modes.damaged();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [modes]);
}
