import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { scopeWords } from './scope-words.ts';

type AbandonDialogProps = { count: StocktakeHead; onClose(): void };

/** A count that was given up cannot be taken up again: somebody must mean it. */
export function AbandonDialog({ count, onClose }: AbandonDialogProps) {
  const { counts } = useDesk().tasks.stocktake;
  const heldScans = useHeldScans();
  const words = text.stocktake.abandon;
  const form = useSubmission(async () => {
    const outcome = await counts.abandon(count.id);
    if (outcome.kind === 'done') onClose();
    return outcome;
  });
  return (
    <Dialog title={words.title} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={form.submit}>
        <p className="dialog-subject">{scopeWords(count)}</p>
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
