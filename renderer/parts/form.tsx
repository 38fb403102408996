import { type FormEvent, useEffect, useRef, useState } from 'react';
import { answerOf, type NotDone, whyNot } from '../bridge/answer.ts';
import { Icon } from './icon.tsx';

/** `not_ready`: nothing was sent, and the fields say why. */
type Sent = { kind: 'done' } | { kind: 'not_ready' } | NotDone;

export type Submission = {
  isBusy: boolean;
  sentence: string;
  submit(event: FormEvent): Promise<void>;
};

/**
 * Sends a form once at a time, and keeps what was said about it until it is sent again. `onDone` is for the form alone:
 * an answer that comes after somebody closed it must not close what was opened meanwhile.
 */
export function useSubmission<T extends Sent>(send: () => Promise<T>, onDone?: () => void): Submission {
  const [isBusy, setIsBusy] = useState(false);
  const [sentence, setSentence] = useState('');
  const isShown = useIsShown();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setSentence('');
    const outcome: Sent = await answerOf<Sent>(send());
    setIsBusy(false);
    if (outcome.kind === 'done' && isShown()) onDone?.();
    if (outcome.kind !== 'done' && outcome.kind !== 'not_ready') setSentence(whyNot(outcome));
  }

  return { isBusy, sentence, submit };
}

function useIsShown(): () => boolean {
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return () => shown.current;
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
