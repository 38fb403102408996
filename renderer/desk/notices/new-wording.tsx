import { type FormEvent, useState } from 'react';
import type { WordingInForce } from '#shared/contract/api/notices.ts';
import { Language, NoticeKind } from '#shared/contract/notices.ts';
import { Field } from '../../parts/field.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';

type NewWordingProps = { wordings: readonly WordingInForce[]; onWrite(row: WordingInForce): void };

/** A wording in a language that has none yet: it begins with the words of the first there is. */
export function NewWording({ wordings, onWrite }: NewWordingProps) {
  const [kind, setKind] = useState<NoticeKind>('hold_ready');
  const [language, setLanguage] = useState('');
  const [error, setError] = useState<string>();
  const words = text.noticeSetup.wordings;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const judged = Language.safeParse(language.trim());
    setError(judged.success ? undefined : words.noLanguage);
    const ofKind = wordings.filter((row) => row.kind === kind);
    const row = ofKind.find((known) => known.language === judged.data) ?? ofKind[0];
    if (judged.success && row) onWrite({ ...row, language: judged.data });
  }

  return (
    <form className="new-wording" onSubmit={submit} noValidate>
      <h2>{words.add}</h2>
      <LabelledSelect
        label={words.kind}
        value={kind}
        choices={NoticeKind.options.map((value) => ({ value, label: text.notices.kinds[value] }))}
        onChange={setKind}
      />
      <Field
        label={words.language}
        hint={words.languageHint}
        error={error}
        value={language}
        maxLength={6}
        onChange={(event) => setLanguage(event.target.value)}
      />
      <button type="submit" className="button">
        {words.write}
      </button>
    </form>
  );
}
