import type { MemberStanding } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { OwedAtDesk } from '../account/owed-at-desk.tsx';
import { useDesk, useFormat } from '../desk-context.tsx';
import { ReadyForMember } from '../holds/ready-for-member.tsx';
import { StandingFacts } from '../members/standing-facts.tsx';
import { StandingWords } from '../members/standing-words.tsx';
import type { CheckoutLine } from './checkout-session.ts';

/** The member at the desk, with what matters for lending, and how to finish. */
export function MemberPanel({ member, lines }: { member: MemberStanding; lines: CheckoutLine[] }) {
  const desk = useDesk();
  const format = useFormat();
  const lent = lines.filter(isLoan).length;
  const notLent = lines.filter(({ outcome }) => outcome.kind !== 'asking').length - lent;
  return (
    <aside className="panel member-panel" aria-label={text.member.panel} data-testid="member-panel">
      <ScrollRegion className="member-body" label={text.member.panel}>
        <p className="member-name">{member.name}</p>
        <p className="member-card">
          <span className="code">{member.number}</span>
          <span>{text.member.categories[member.category]}</span>
        </p>
        <StandingWords member={member} />
        <ReadyForMember
          readyHolds={member.readyHolds}
          lentCodes={new Set(lines.filter(isLoan).map(({ code }) => code))}
        />
        <StandingFacts member={member} format={format} />
      </ScrollRegion>
      <div className="member-session">
        <OwedAtDesk />
        <p className="member-tally">
          <strong>{text.checkout.lentCount(lent)}</strong>
          {notLent > 0 && <span>{text.checkout.notLentCount(notLent)}</span>}
        </p>
        <button type="button" className="button" disabled={lent === 0} onClick={() => desk.printLoanSlip()}>
          <Icon name="printer" size={18} /> {text.checkout.printSlip}
        </button>
        <button
          type="button"
          className="button primary"
          aria-keyshortcuts="Escape"
          onClick={() => desk.finishCheckout()}
        >
          {text.checkout.finish} <Key name="Esc" />
        </button>
      </div>
    </aside>
  );
}

const isLoan = ({ outcome }: CheckoutLine) => outcome.kind === 'lent' || outcome.kind === 'renewed';
