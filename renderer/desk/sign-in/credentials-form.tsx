import { type FormEvent, type ReactNode, useState } from 'react';
import type { Problem } from '#shared/contract/refusals.ts';
import { answerOf, type Failed } from '../../bridge/answer.ts';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';

export type Outcome = { kind: 'done' } | { kind: 'refused'; problem: Problem } | { kind: 'offline'; sentence: string };

type CredentialsFormProps = {
  /** Fields before the password. */
  children?: ReactNode;
  passwordLabel: string;
  otpLabel: string;
  submitLabel: string;
  busyLabel: string;
  /** The password takes the focus when the fields before it are filled. */
  focusPassword?: boolean;
  submit(password: string, otp: string | undefined): Promise<Outcome>;
};

/** A password, a second factor where the server asks for one, and what the server said, in words that stay. */
export function CredentialsForm(props: CredentialsFormProps) {
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const [asksOtp, setAsksOtp] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [sentence, setSentence] = useState('');

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setSentence('');
    const outcome = await answerOf<Outcome>(props.submit(password, asksOtp && otp !== '' ? otp : undefined));
    setIsBusy(false);
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'refused' && outcome.problem.code === 'OTP_REQUIRED') setAsksOtp(true);
    if (outcome.kind === 'refused' && outcome.problem.code === 'INVALID_CREDENTIALS') setPassword('');
    setSentence(sentenceOf(outcome));
  }

  return (
    <form className="credentials" onSubmit={onSubmit}>
      {props.children}
      <Field
        key={props.focusPassword ? 'focused' : 'plain'}
        label={props.passwordLabel}
        type="password"
        autoComplete="current-password"
        value={password}
        required
        autoFocus={props.focusPassword}
        onChange={(event) => setPassword(event.target.value)}
      />
      {asksOtp && (
        <Field
          label={props.otpLabel}
          value={otp}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          autoFocus
          onChange={(event) => setOtp(event.target.value)}
        />
      )}
      <div role="alert">
        {sentence !== '' && (
          <p className="form-refusal">
            <Icon name="stop" /> {sentence}
          </p>
        )}
      </div>
      <button type="submit" className="button primary large" disabled={isBusy}>
        {isBusy ? props.busyLabel : props.submitLabel}
      </button>
    </form>
  );
}

function sentenceOf(outcome: Exclude<Outcome, { kind: 'done' }> | Failed): string {
  return outcome.kind === 'refused' ? outcome.problem.detail : outcome.sentence;
}
