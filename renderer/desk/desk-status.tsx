import { useStore } from 'zustand';
import { StatusBar } from '../parts/status-bar/status-bar.tsx';
import { useDesk, useDeskState, useFormat, useNow } from './desk-context.tsx';

const LOOK_EVERY_MS = 5000;

/** The status bar of this desk. */
export function DeskStatus() {
  const desk = useDesk();
  const state = useDeskState();
  // Scans of a count lie on the same disk, and go up by themselves.
  const unsent = useStore(desk.tasks.stocktake.counting.counting, ({ counting }) => counting?.unsent ?? 0);
  const outbox = { ...state.outbox, queued: state.outbox.queued + unsent };
  const isAtWork = state.session.kind === 'signed_in';
  return (
    <StatusBar
      state={{ ...state, outbox }}
      format={useFormat()}
      now={useNow(LOOK_EVERY_MS)}
      onOpen={isAtWork ? (task) => desk.open(task) : undefined}
    />
  );
}
