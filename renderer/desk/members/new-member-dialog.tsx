import { type FormEvent, useCallback, useState } from 'react';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Choice, Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useDivertedScans } from '../use-held-scans.ts';
import { sentenceOf } from './members-task.ts';
import { type DraftErrors, EMPTY_DRAFT, errorsOf, type MemberDraft, orderOf } from './new-member-form.ts';

const categories = ['adult', 'student', 'senior', 'staff'] as const;

/** Adds a member. The new card is scanned straight into its number. */
export function NewMemberDialog({ onClose }: { onClose(): void }) {
  const { tasks, voice } = useDesk();
  const { enrolled } = useDeskState();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [sentence, setSentence] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const words = text.newMember;
  const change = (part: Partial<MemberDraft>) => setDraft((before) => ({ ...before, ...part }));
  useDivertedScans(useCallback((scan: ScanEvent) => setDraft((before) => ({ ...before, number: scan.text })), []));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const judged = orderOf(draft, enrolled?.branch.id);
    setErrors('errors' in judged ? judged.errors : {});
    setSentence('');
    if ('errors' in judged) return;
    setIsBusy(true);
    const outcome = await tasks.members.create(judged.order);
    setIsBusy(false);
    if (outcome.kind === 'done') {
      voice.notice('good', words.added(outcome.answer.name));
      return onClose();
    }
    if (outcome.kind === 'refused') setErrors(errorsOf(outcome.problem));
    setSentence(sentenceOf(outcome));
  }

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="new-member" onSubmit={submit} noValidate>
        <Field
          label={words.number}
          hint={words.numberHint}
          error={errors.number}
          value={draft.number}
          required
          autoFocus
          onChange={(event) => change({ number: event.target.value })}
        />
        <Field
          label={words.name}
          error={errors.name}
          value={draft.name}
          required
          onChange={(event) => change({ name: event.target.value })}
        />
        <Choice
          legend={words.category}
          value={draft.category}
          choices={categories.map((value) => ({ value, label: text.member.categories[value] }))}
          onChange={(category) => change({ category })}
        />
        <ContactFields draft={draft} errors={errors} onChange={change} />
        <div role="alert">
          {sentence !== '' && (
            <p className="form-refusal">
              <Icon name="stop" /> {sentence}
            </p>
          )}
        </div>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {text.dialog.cancel}
          </button>
          <button type="submit" className="button primary" disabled={isBusy}>
            {isBusy ? words.busy : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type ContactFieldsProps = { draft: MemberDraft; errors: DraftErrors; onChange(part: Partial<MemberDraft>): void };

/** What may be left out. */
function ContactFields({ draft, errors, onChange }: ContactFieldsProps) {
  const words = text.newMember;
  return (
    <div className="new-member-contact">
      <Field
        label={`${words.email} (${words.optional})`}
        error={errors.email}
        type="email"
        value={draft.email}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <Field
        label={`${words.phone} (${words.optional})`}
        error={errors.phone}
        type="tel"
        value={draft.phone}
        onChange={(event) => onChange({ phone: event.target.value })}
      />
      <Field
        label={`${words.expiresOn} (${words.optional})`}
        hint={words.expiresOnHint}
        error={errors.expiresOn}
        value={draft.expiresOn}
        onChange={(event) => onChange({ expiresOn: event.target.value })}
      />
    </div>
  );
}
