import { useCallback, useState } from 'react';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { isBook } from '../scan-meaning.ts';
import { useDivertedScans } from '../use-held-scans.ts';
import { NewMemberFields } from './new-member-fields.tsx';
import { type DraftErrors, EMPTY_DRAFT, errorsOf, orderOf } from './new-member-form.ts';

/** Adds a member. The new card is scanned straight into its number. */
export function NewMemberDialog({ onClose }: { onClose(): void }) {
  const { tasks, voice } = useDesk();
  const { enrolled } = useDeskState();
  const words = text.newMember;
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [errors, setErrors] = useState<DraftErrors>({});
  const takeNumber = useCallback((scan: ScanEvent) => {
    setErrors(({ number: _, ...others }) => (isBook(scan) ? { ...others, number: text.replaceCard.noCard } : others));
    if (!isBook(scan)) setDraft((before) => ({ ...before, number: scan.text }));
  }, []);
  useDivertedScans(takeNumber);

  const form = useSubmission(async () => {
    const judged = orderOf(draft, enrolled?.branch.id);
    setErrors('errors' in judged ? judged.errors : {});
    if ('errors' in judged) return { kind: 'not_ready' } as const;
    const outcome = await tasks.members.create(judged.order);
    if (outcome.kind === 'refused') setErrors(errorsOf(outcome.problem));
    if (outcome.kind === 'done') voice.notice('good', words.added(outcome.answer.name));
    return outcome;
  }, onClose);

  return (
    <FormDialog title={words.title} form={form} submit={words.submit} busy={words.busy} onClose={onClose}>
      <NewMemberFields
        draft={draft}
        errors={errors}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}
