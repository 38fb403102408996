import { useStore } from 'zustand';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { MemberTabs } from './member-tabs.tsx';
import { ReplaceCard } from './replace-card.tsx';
import { StandingFacts } from './standing-facts.tsx';
import { StandingWords } from './standing-words.tsx';

/** One member: what stands in the way, what is on loan, how to reach him. */
export function MemberDetails() {
  const { tasks } = useDesk();
  const format = useFormat();
  const { member } = useStore(tasks.members.store);
  if (!member) {
    return <Wanted icon="card" title={text.members.noMember} hint={text.members.noMemberHint} />;
  }
  return (
    <article className="member" data-testid="member-details">
      <header className="member-head">
        <div>
          <h2 className="member-name">{member.name}</h2>
          <p className="member-card">
            <span className="code">{member.number}</span>
            <span>{text.member.categories[member.category]}</span>
          </p>
        </div>
        <div className="member-head-actions">
          <ReplaceCard member={member} />
          <button type="button" className="button small" onClick={() => tasks.members.close()}>
            {text.members.close}
          </button>
        </div>
      </header>
      <StandingWords member={member} />
      <StandingFacts member={member} format={format} />
      <MemberTabs />
    </article>
  );
}
