import type { MemberStanding } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';

/** Whether the member may borrow, and if not, everything that stands in the way, in words. */
export function StandingWords({ member }: { member: MemberStanding }) {
  if (member.blocks.length === 0) {
    return (
      <p className="standing tone-good">
        <Icon name="check" /> {text.member.ready}
      </p>
    );
  }
  return (
    <ul className="standing-blocks" aria-label={text.member.blocked}>
      {member.blocks.map((block) => (
        <li key={block.code} className={`standing tone-${block.overridable ? 'attention' : 'refusal'}`}>
          <Icon name={block.overridable ? 'attention' : 'stop'} />
          <span>
            {block.sentence}
            {block.overridable && <span className="standing-note"> {text.member.overridable}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
