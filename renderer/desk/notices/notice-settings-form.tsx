import { useState } from 'react';
import type { NoticeSettings } from '#shared/contract/notices.ts';
import { Field } from '../../parts/field.tsx';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { draftOf, type SettingsDraft, type SettingsErrors, settingsOf } from './settings-draft.ts';

/** When members are reminded, in which language, and how long it is kept. */
export function NoticeSettingsForm({ settings }: { settings: NoticeSettings }) {
  const { tasks, voice } = useDesk();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [errors, setErrors] = useState<SettingsErrors>({});
  const words = text.noticeSetup.settings;
  const { isBusy, sentence, submit } = useSubmission(async () => {
    const judged = settingsOf(draft);
    setErrors('errors' in judged ? judged.errors : {});
    if ('errors' in judged) return { kind: 'not_ready' } as const;
    const outcome = await tasks.noticeSetup.saveSettings(judged.settings);
    if (outcome.kind === 'done') voice.notice('good', words.saved);
    return outcome;
  });
  return (
    <form className="panel notice-settings" onSubmit={submit} noValidate>
      <p className="quiet-sentence">{words.intro}</p>
      <SettingsFields
        draft={draft}
        errors={errors}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      <FormRefusal sentence={sentence} />
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? words.busy : words.save}
      </button>
    </form>
  );
}

type FieldsProps = { draft: SettingsDraft; errors: SettingsErrors; onChange(part: Partial<SettingsDraft>): void };

function SettingsFields({ draft, errors, onChange }: FieldsProps) {
  const words = text.noticeSetup.settings;
  const field = (name: keyof SettingsDraft, hint?: string) => (
    <Field
      label={words[name]}
      hint={hint}
      error={errors[name]}
      value={draft[name]}
      maxLength={6}
      inputMode={name === 'language' ? 'text' : 'numeric'}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <div className="notice-days">{field('dueSoonDays')}</div>
      <fieldset className="notice-days">
        <legend>{words.overdue}</legend>
        {field('first')}
        {field('second')}
        {field('final')}
        {errors.overdueDays && (
          <p className="field-error" role="alert">
            {errors.overdueDays}
          </p>
        )}
      </fieldset>
      <div className="notice-days">
        {field('morningHour', words.morningHint)}
        {field('language', words.languageHint)}
        {field('keepDays', words.keepHint)}
      </div>
    </>
  );
}
