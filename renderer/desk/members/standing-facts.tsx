import type { ReactNode } from 'react';
import type { MemberStanding } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** What the member has and owes. What calls for attention has an icon beside its colour. */
export function StandingFacts({ member, format }: { member: MemberStanding; format: Format }) {
  const { openLoans, loanLimit, overdueLoans, claimedReturns, balance, expiresOn } = member;
  const isCredit = balance.amount < 0;
  const owed = { ...balance, amount: Math.abs(balance.amount) };
  return (
    <dl className="facts">
      <Fact name={text.member.openLoans} calls={openLoans >= loanLimit}>
        {text.member.ofLimit(openLoans, loanLimit)}
      </Fact>
      <Fact name={text.member.overdue} calls={overdueLoans > 0}>
        {format.number(overdueLoans)}
      </Fact>
      {claimedReturns > 0 && (
        <Fact name={text.loanExceptions.claims} calls={false}>
          {format.number(claimedReturns)}
        </Fact>
      )}
      <Fact name={isCredit ? text.member.credit : text.member.owes} calls={balance.amount > 0}>
        {format.money(owed)}
      </Fact>
      <Fact name={text.member.until} calls={member.blocks.some((block) => block.code === 'MEMBER_EXPIRED')}>
        {expiresOn ? format.localDate(expiresOn) : text.member.noExpiry}
      </Fact>
    </dl>
  );
}

function Fact({ name, calls, children }: { name: string; calls: boolean; children: ReactNode }) {
  return (
    <div className={calls ? 'fact calls' : 'fact'}>
      <dt>{name}</dt>
      <dd>
        {calls && <Icon name="attention" size={16} />}
        {children}
      </dd>
    </div>
  );
}
