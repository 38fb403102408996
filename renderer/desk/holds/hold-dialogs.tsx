import { useStore } from 'zustand';
import { useDesk } from '../desk-context.tsx';
import { ChangeHoldDialog } from './change-hold-dialog.tsx';
import { PlaceHoldDialog } from './place-hold-dialog.tsx';
import './holds.css';

/** The dialog about a hold that is open, if any: over whatever task it was asked for from. */
export function HoldDialogs() {
  const { tasks } = useDesk();
  const { dialog } = useStore(tasks.waitlists.store);
  if (dialog?.kind === 'place') return <PlaceHoldDialog wish={dialog.wish} />;
  if (dialog?.kind === 'change') return <ChangeHoldDialog hold={dialog.hold} />;
  return null;
}
