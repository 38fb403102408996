import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { SCAN_FIELD_ID } from '../../parts/scan/scan-field-id.ts';
import { text } from '../../text/language.ts';
import { AccountDialogs } from '../account/account-dialogs.tsx';
import { AttentionScreen } from '../attention/attention-screen.tsx';
import { CatalogScreen } from '../catalog/catalog-screen.tsx';
import { CheckoutScreen } from '../checkout/checkout-screen.tsx';
import { useDesk } from '../desk-context.tsx';
import { DeskStatus } from '../desk-status.tsx';
import { HoldDialogs } from '../holds/hold-dialogs.tsx';
import { HoldsScreen } from '../holds/holds-screen.tsx';
import { LibraryScreen } from '../library/library-screen.tsx';
import { MembersScreen } from '../members/members-screen.tsx';
import { PaperDialog } from '../paper-dialog.tsx';
import { ReturnsScreen } from '../returns/returns-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { StocktakeScreen } from '../stocktake/stocktake-screen.tsx';
import type { Task } from '../task.ts';
import { TransfersScreen } from '../transfers/transfers-screen.tsx';
import { Navigation } from './navigation.tsx';
import { NoticeStrip } from './notice-strip.tsx';
import { ScanField } from './scan-field.tsx';
import { taskOfKey } from './shortcuts.ts';
import { TroubleStrip } from './trouble-strip.tsx';
import './workplace.css';

const screens: Record<Task, () => ReactNode> = {
  checkout: CheckoutScreen,
  returns: ReturnsScreen,
  catalog: CatalogScreen,
  members: MembersScreen,
  holds: HoldsScreen,
  transfers: TransfersScreen,
  stocktake: StocktakeScreen,
  attention: AttentionScreen,
  settings: SettingsScreen,
  library: LibraryScreen,
};

/** What somebody who is signed in works with: the tasks, the scan field, the task on the screen, the status bar. */
export function Workplace() {
  const desk = useDesk();
  const task = useStore(desk.screen, (screen) => screen.task);
  const Screen = screens[task];
  useTaskKeys();
  useFocusOnFirstField(task);

  return (
    <div className="workplace">
      <a className="skip-link" href="#task">
        {text.navigation.skip}
      </a>
      <Navigation />
      <div className="workplace-column">
        <header className="top-bar">
          <h1>{text.navigation.tasks[task]}</h1>
          <ScanField />
        </header>
        <div>
          <TroubleStrip />
          <NoticeStrip />
        </div>
        <main id="task" className={`task task-${task}`} tabIndex={-1}>
          <Screen />
        </main>
      </div>
      <DeskStatus />
      <AccountDialogs />
      <PaperDialog />
      <HoldDialogs />
    </div>
  );
}

/** An F key, or Alt and a digit: not while a dialog waits for an answer. A browser never gets them: F5 would begin anew. */
function useTaskKeys(): void {
  const desk = useDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const task = taskOfKey(event);
      if (!task) return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) desk.open(task);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}

/**
 * A new task begins with empty hands: the focus is where somebody types, a search where the task has one, else the field
 * for barcodes. A scanner types into neither.
 */
function useFocusOnFirstField(task: Task): void {
  const last = useRef<Task | null>(null);
  useEffect(() => {
    if (last.current === task) return;
    last.current = task;
    const search = document.querySelector<HTMLElement>('#task input[type="search"]');
    (search ?? document.getElementById(SCAN_FIELD_ID))?.focus();
  }, [task]);
}
