import { useEffect, useState } from 'react';
import type { WordingInForce } from '#shared/contract/api/notices.ts';
import type { Wording } from '#shared/contract/notices.ts';
import { whyNot } from '../../bridge/answer.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { type WordingErrors, wordingErrorsOf } from './wording-errors.ts';
import { WordingFields } from './wording-fields.tsx';
import { nameOfWording } from './wording-name.ts';
import { type Preview, WordingPreview } from './wording-preview.tsx';

const TYPING_MS = 400;

/** The words of one kind of notice in one language, and beside them how they read. */
export function WordingDialog({ row, onClose }: { row: WordingInForce; onClose(): void }) {
  const { tasks, voice } = useDesk();
  const heldScans = useHeldScans();
  const [wording, setWording] = useState(row.wording);
  const { errors, setErrors, preview } = usePreview(row, wording);
  const words = text.noticeSetup.wordings;
  const { kind, language } = nameOfWording(row);
  const form = useSubmission(async () => {
    const outcome = await tasks.noticeSetup.replace({ kind: row.kind, language: row.language, wording });
    setErrors(wordingErrorsOf(outcome));
    if (outcome.kind === 'done') voice.notice('good', words.saved(kind, language));
    return outcome;
  }, onClose);
  return (
    <FormDialog
      title={words.title(kind, language)}
      form={form}
      submit={words.save}
      busy={words.busy}
      heldScans={heldScans}
      onClose={onClose}
    >
      <div className="wording-editor">
        <WordingFields
          kind={row.kind}
          wording={wording}
          errors={errors}
          onChange={(part) => setWording((before) => ({ ...before, ...part }))}
        />
        <WordingPreview preview={preview} language={row.language} />
      </div>
    </FormDialog>
  );
}

/** The server fills the words in, once the typing rests, exactly as it will for members; or says what it cannot. */
function usePreview({ kind, language }: WordingInForce, wording: Wording) {
  const { tasks, surroundings } = useDesk();
  const [errors, setErrors] = useState<WordingErrors>({});
  const [preview, setPreview] = useState<Preview>({ sentence: '' });
  useEffect(() => {
    let isWanted = true;
    const cancel = surroundings.after(TYPING_MS, async () => {
      const outcome = await tasks.noticeSetup.preview({ kind, language, wording });
      if (!isWanted) return;
      const found = wordingErrorsOf(outcome);
      setErrors(found);
      if (outcome.kind === 'done') setPreview({ filled: outcome.answer });
      else
        setPreview({ sentence: Object.keys(found).length > 0 ? text.noticeSetup.wordings.noPreview : whyNot(outcome) });
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [tasks, surroundings, kind, language, wording]);
  return { errors, setErrors, preview };
}
