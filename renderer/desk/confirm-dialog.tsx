import type { NotDone } from '../bridge/answer.ts';
import { FormDialog } from '../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../parts/form.tsx';
import { useHeldScans } from './use-held-scans.ts';

type ConfirmDialogProps = {
  words: { title: string; sentence: string; submit: string; busy: string };
  /** What it is done to. */
  subject: string;
  onConfirm(): Promise<{ kind: 'done' } | NotDone>;
  onClose(): void;
  /** Where more is closed than this. */
  onDone?: () => void;
};

/** Asks once before what cannot be taken back: somebody must mean it. Scans made meanwhile wait. */
export function ConfirmDialog({ words, subject, onConfirm, onClose, onDone = onClose }: ConfirmDialogProps) {
  const heldScans = useHeldScans();
  const form = useSubmission(onConfirm, onDone);
  return (
    <FormDialog
      title={words.title}
      form={form}
      submit={words.submit}
      busy={words.busy}
      heldScans={heldScans}
      onClose={onClose}
    >
      <p className="dialog-subject">{subject}</p>
      <p>{words.sentence}</p>
    </FormDialog>
  );
}
