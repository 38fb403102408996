import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

type GiveUpDialogProps = { row: ListedTransfer; onClose(): void };

/** A copy that never arrived is missing: somebody must say so, no clock decides it. */
export function GiveUpDialog({ row, onClose }: GiveUpDialogProps) {
  const { tasks } = useDesk();
  const heldScans = useHeldScans();
  const words = text.transfers.giveUp;
  const form = useSubmission(async () => {
    const outcome = await tasks.transfers.end(row, true);
    if (outcome.kind === 'done') onClose();
    return outcome;
  });
  return (
    <Dialog title={words.title} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={form.submit}>
        <p className="dialog-subject">{row.book.title}</p>
        <p>{words.sentence}</p>
        <FormRefusal sentence={form.sentence} />
        <FormButtons
          back={text.dialog.cancel}
          onBack={onClose}
          submit={form.isBusy ? words.busy : words.submit}
          isDisabled={form.isBusy}
        />
      </form>
    </Dialog>
  );
}
