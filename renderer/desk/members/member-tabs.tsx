import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Tabs } from '../../parts/tabs.tsx';
import { text } from '../../text/language.ts';
import { AccountSection } from '../account/account-section.tsx';
import { useDesk } from '../desk-context.tsx';
import { HoldsOfMember } from '../holds/holds-of-member.tsx';
import { MemberContact } from './member-contact.tsx';
import { MemberLoans } from './member-loans.tsx';
import { type MemberTab, memberTabs } from './members-task.ts';

const panels: Record<MemberTab, () => ReactNode> = {
  loans: MemberLoans,
  holds: HoldsOfMember,
  account: AccountSection,
  contact: MemberContact,
};

/** What there is about a member, one thing at a time. */
export function MemberTabs() {
  const { tasks } = useDesk();
  const { tab } = useStore(tasks.members.store);
  const Panel = panels[tab];
  return (
    <Tabs
      label={text.members.tabsLabel}
      className="member-tabs"
      names={memberTabs}
      shown={tab}
      titles={text.members.tabs}
      onShow={(next) => tasks.members.showTab(next)}
    >
      <Panel />
    </Tabs>
  );
}
