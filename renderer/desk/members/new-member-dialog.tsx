import { useCallback, useState } from 'react';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useDivertedScans } from '../use-held-scans.ts';
import { NewMemberFields } from './new-member-fields.tsx';
import { type DraftErrors, EMPTY_DRAFT, errorsOf, orderOf } from './new-member-form.ts';

/** Adds a member. The new card is scanned straight into its number. */
export function NewMemberDialog({ onClose }: { onClose(): void }) {
  const { tasks, voice } = useDesk();
  const { enrolled } = useDeskState();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [errors, setErrors] = useState<DraftErrors>({});
  const takeNumber = useCallback((scan: ScanEvent) => setDraft((before) => ({ ...before, number: scan.text })), []);
  useDivertedScans(takeNumber);

  const { isBusy, sentence, submit } = useSubmission(async () => {
    const judged = orderOf(draft, enrolled?.branch.id);
    setErrors('errors' in judged ? judged.errors : {});
    if ('errors' in judged) return { kind: 'done' } as const;
    const outcome = await tasks.members.create(judged.order);
    if (outcome.kind === 'refused') setErrors(errorsOf(outcome.problem));
    if (outcome.kind === 'done') {
      voice.notice('good', text.newMember.added(outcome.answer.name));
      onClose();
    }
    return outcome;
  });

  return (
    <Dialog title={text.newMember.title} onClose={onClose}>
      <form className="new-member" onSubmit={submit} noValidate>
        <NewMemberFields
          draft={draft}
          errors={errors}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
        <FormRefusal sentence={sentence} />
        <FormButtons
          back={text.dialog.cancel}
          onBack={onClose}
          submit={isBusy ? text.newMember.busy : text.newMember.submit}
          isDisabled={isBusy}
        />
      </form>
    </Dialog>
  );
}
