import { type ReactNode, useState } from 'react';
import type { NotDone } from '../../bridge/answer.ts';
import { Field } from '../../parts/field.tsx';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';

type Entered = { kind: 'done' } | NotDone;

type CredentialsFormProps = {
  /** Fields before the password. */
  children?: ReactNode;
  passwordLabel: string;
  otpLabel: string;
  submitLabel: string;
  busyLabel: string;
  /** The password takes the focus when the fields before it are filled. */
  focusPassword?: boolean;
  submit(password: string, otp: string | undefined): Promise<Entered>;
};

/** A password, a second factor where the server asks for one, and what the server said, in words that stay. */
export function CredentialsForm(props: CredentialsFormProps) {
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const [asksOtp, setAsksOtp] = useState(false);
  const { isBusy, sentence, submit } = useSubmission(async () => {
    const outcome = await props.submit(password, asksOtp && otp !== '' ? otp : undefined);
    if (outcome.kind === 'refused' && outcome.problem.code === 'OTP_REQUIRED') setAsksOtp(true);
    if (outcome.kind === 'refused' && outcome.problem.code === 'INVALID_CREDENTIALS') setPassword('');
    return outcome;
  });

  return (
    <form className="credentials" onSubmit={submit}>
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
      {asksOtp && <OtpField label={props.otpLabel} value={otp} onChange={setOtp} />}
      <FormRefusal sentence={sentence} />
      <button type="submit" className="button primary large" disabled={isBusy}>
        {isBusy ? props.busyLabel : props.submitLabel}
      </button>
    </form>
  );
}

function OtpField({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <Field
      label={label}
      value={value}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      autoFocus
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
