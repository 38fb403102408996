import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { personOf } from '../desk-state.ts';
import { DeskStatus } from '../desk-status.tsx';
import { NoticeStrip } from '../workplace/notice-strip.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { Entrance } from './entrance.tsx';

/** In place of everything: what was on the screen before is not in the page any more. */
export function LockScreen() {
  const desk = useDesk();
  const state = useDeskState();

  return (
    <Entrance
      title={text.lock.title}
      subtitle={text.lock.sentence(personOf(state)?.name ?? '')}
      footer={<DeskStatus />}
    >
      <NoticeStrip />
      <CredentialsForm
        passwordLabel={text.signIn.password}
        otpLabel={text.signIn.otp}
        submitLabel={text.lock.submit}
        busyLabel={text.lock.busy}
        focusPassword
        submit={(password, otp) => desk.bridge.call('session.unlock', { password, ...(otp && { otp }) })}
      />
      <button type="button" className="button quiet" onClick={() => desk.signOut()}>
        <Icon name="signOut" size={16} /> {text.lock.other}
      </button>
    </Entrance>
  );
}
