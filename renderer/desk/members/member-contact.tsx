import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { NoticePreferencesButton } from './notice-preferences.tsx';

/** How the member is reached, and wants to be. */
export function MemberContact() {
  const { tasks } = useDesk();
  const { member } = useStore(tasks.members.store);
  if (!member) return null;
  return (
    <div className="contact">
      <dl>
        <div>
          <dt>{text.members.email}</dt>
          <dd>{member.email ?? text.members.notGiven}</dd>
        </div>
        <div>
          <dt>{text.members.phone}</dt>
          <dd>{member.phone ?? text.members.notGiven}</dd>
        </div>
      </dl>
      <NoticePreferencesButton key={member.id} member={member} />
    </div>
  );
}
