import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { DeskStatus } from '../desk-status.tsx';
import { NoticeStrip } from '../workplace/notice-strip.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { EnrolScreen } from './enrol-screen.tsx';
import { Entrance } from './entrance.tsx';

/** Signing in, or the way for a manager to set the desk up again: a desk that is refused has no other. */
export function SignInScreen() {
  const [isSettingUp, setIsSettingUp] = useState(false);
  if (isSettingUp) return <EnrolScreen onBack={() => setIsSettingUp(false)} />;
  return <SignInForm onSetUp={() => setIsSettingUp(true)} />;
}

/** Number and password; the number may be scanned from the card. */
function SignInForm({ onSetUp }: { onSetUp(): void }) {
  const desk = useDesk();
  const { enrolled, connection } = useDeskState();
  const scanned = useStore(desk.scannedNumber, (store) => store.number);
  const [number, setNumber] = useState('');

  useEffect(() => {
    if (scanned !== '') setNumber(scanned);
  }, [scanned]);

  return (
    <Entrance
      title={text.signIn.title}
      subtitle={enrolled ? text.signIn.at(enrolled.deskName, enrolled.branch.name) : ''}
      footer={<DeskStatus />}
    >
      <NoticeStrip />
      <CredentialsForm
        passwordLabel={text.signIn.password}
        otpLabel={text.signIn.otp}
        submitLabel={text.signIn.submit}
        busyLabel={text.signIn.busy}
        focusPassword={scanned !== ''}
        submit={(password, otp) =>
          desk.bridge.call('session.signIn', { number: number.trim(), password, ...(otp && { otp }) })
        }
      >
        <Field
          label={text.signIn.number}
          hint={text.signIn.numberHint}
          value={number}
          autoComplete="username"
          required
          autoFocus
          onChange={(event) => setNumber(event.target.value)}
        />
      </CredentialsForm>
      {connection.kind === 'offline' && (
        <>
          <p className="quiet-sentence">{text.signIn.withoutPersonHint}</p>
          <button type="button" className="button" onClick={() => desk.workWithoutPerson()}>
            {text.signIn.withoutPerson}
          </button>
        </>
      )}
      <button type="button" className="button quiet" onClick={onSetUp}>
        {text.signIn.setUpAgain}
      </button>
    </Entrance>
  );
}
