import { type FormEvent, useState } from 'react';
import { answerOf, type NotDone, whyNot } from '../bridge/answer.ts';
import { Icon } from './icon.tsx';

type Sent = { kind: 'done' } | NotDone;

export type Submission = {
  isBusy: boolean;
  sentence: string;
  submit(event: FormEvent): Promise<void>;
};

/** Sends a form once at a time, and keeps what was said about it until it is sent again. */
export function useSubmission<T extends Sent>(send: () => Promise<T>): Submission {
  const [isBusy, setIsBusy] = useState(false);
  const [sentence, setSentence] = useState('');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setSentence('');
    const outcome: Sent = await answerOf<Sent>(send());
    setIsBusy(false);
    if (outcome.kind !== 'done') setSentence(whyNot(outcome));
  }

  return { isBusy, sentence, submit };
}

/** What was said about a form, read out as soon as it is there. */
export function FormRefusal({ sentence }: { sentence: string }) {
  return (
    <div role="alert">
      {sentence !== '' && (
        <p className="form-refusal">
          <Icon name="stop" /> {sentence}
        </p>
      )}
    </div>
  );
}

type FormButtonsProps = { back: string; onBack(): void; submit: string; isDisabled: boolean };

/** The way out at the left, the way on at the right. */
export function FormButtons({ back, onBack, submit, isDisabled }: FormButtonsProps) {
  return (
    <div className="form-buttons">
      <button type="button" className="button" onClick={onBack}>
        {back}
      </button>
      <button type="submit" className="button primary" disabled={isDisabled}>
        {submit}
      </button>
    </div>
  );
}
