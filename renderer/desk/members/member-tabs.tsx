import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { AccountSection } from '../account/account-section.tsx';
import { useDesk } from '../desk-context.tsx';
import { MemberContact } from './member-contact.tsx';
import { MemberLoans } from './member-loans.tsx';
import { type MemberTab, memberTabs } from './members-task.ts';

const panels: Record<MemberTab, () => ReactNode> = {
  loans: MemberLoans,
  account: AccountSection,
  contact: MemberContact,
};

/**
 * What there is about a member, one thing at a time. One stop of the Tab key; the arrows go from tab to tab.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function MemberTabs() {
  const { tasks } = useDesk();
  const { tab } = useStore(tasks.members.store);
  const id = useId();
  const Panel = panels[tab];

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = memberTabs[(memberTabs.indexOf(tab) + step + memberTabs.length) % memberTabs.length] ?? tab;
    tasks.members.showTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }

  return (
    <div className="member-tabs">
      <div role="tablist" aria-label={text.members.tabsLabel} className="tab-list">
        {memberTabs.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={name === tab}
            aria-controls={`${id}-panel`}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => tasks.members.showTab(name)}
            onKeyDown={onKeyDown}
          >
            {text.members.tabs[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} className="tab-panel">
        <Panel />
      </div>
    </div>
  );
}
