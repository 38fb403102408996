import { StatusBar } from '../parts/status-bar/status-bar.tsx';
import { useDesk, useDeskState, useFormat, useNow } from './desk-context.tsx';

const LOOK_EVERY_MS = 5000;

/** The status bar of this desk. */
export function DeskStatus() {
  const desk = useDesk();
  const state = useDeskState();
  const isAtWork = state.session.kind === 'signed_in';
  return (
    <StatusBar
      state={state}
      format={useFormat()}
      now={useNow(LOOK_EVERY_MS)}
      onOpen={isAtWork ? (task) => desk.open(task) : undefined}
    />
  );
}
