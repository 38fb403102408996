import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** How the member is reached. */
export function MemberContact() {
  const { tasks } = useDesk();
  const { member } = useStore(tasks.members.store);
  if (!member) return null;
  return (
    <dl className="contact">
      <div>
        <dt>{text.members.email}</dt>
        <dd>{member.email ?? text.members.notGiven}</dd>
      </div>
      <div>
        <dt>{text.members.phone}</dt>
        <dd>{member.phone ?? text.members.notGiven}</dd>
      </div>
    </dl>
  );
}
