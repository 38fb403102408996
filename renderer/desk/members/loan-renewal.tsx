import { useStore } from 'zustand';
import type { Loan } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat, usePermission } from '../desk-context.tsx';
import { mayOverride } from '../overridable.ts';
import type { OverridableRefusal } from '../override-dialog.tsx';
import { LoanExceptions } from './loan-exceptions.tsx';
import { LoanLost } from './loan-lost.tsx';

type LoanRenewalProps = { loan: Loan; onOverride(refusal: OverridableRefusal): void };

/** The renewal of one loan: the button, and what came of it, in the loan's own row. */
export function LoanRenewal({ loan, onOverride }: LoanRenewalProps) {
  const { tasks, surroundings } = useDesk();
  const format = useFormat();
  const renewal = useStore(tasks.members.store, ({ renewals }) => renewals.get(loan.id));
  const mayRenew = usePermission('loans.renew');

  if (renewal?.kind === 'asking') return <span className="quiet-sentence">{text.members.renewing}</span>;
  if (renewal?.kind === 'renewed') {
    const until = text.members.renewedUntil(format.shortDate(renewal.dueAt, surroundings.now()));
    return (
      <span className="renewal tone-good">
        <Icon name="check" size={16} /> {until}
      </span>
    );
  }
  return (
    <span className="renewal-offer">
      {renewal && <Refusal renewal={renewal} onOverride={onOverride} />}
      {!renewal && mayRenew && !loan.lostAt && !loan.claimedReturnedAt && (
        <RowButton label={text.members.renewLabel(loan.book.title)} onPress={() => void tasks.members.renew(loan)}>
          <Icon name="renew" size={16} /> {text.members.renew}
        </RowButton>
      )}
      {renewal?.kind === 'unanswered' && (
        <RowButton
          label={text.members.readAgainLabel(loan.book.title)}
          onPress={() => void tasks.members.readUnanswered()}
        >
          {text.members.readAgain}
        </RowButton>
      )}
      {renewal?.kind !== 'refused' && <LoanLost loan={loan} />}
      {renewal?.kind !== 'refused' && <LoanExceptions loan={loan} />}
    </span>
  );
}

type RefusalProps = {
  renewal: ({ kind: 'refused' } & OverridableRefusal) | { kind: 'unanswered' };
  onOverride(refusal: OverridableRefusal): void;
};

function Refusal({ renewal, onOverride }: RefusalProps) {
  const { session } = useDeskState();
  const permissions = session.kind === 'signed_in' ? session.person.permissions : [];
  const sentence = renewal.kind === 'refused' ? renewal.problem.detail : text.members.noAnswer;
  return (
    <>
      <span className="renewal tone-refusal">
        <Icon name="stop" size={16} /> {sentence}
      </span>
      {renewal.kind === 'refused' && mayOverride(renewal.problem, permissions) && (
        <button type="button" className="button small" onClick={() => onOverride(renewal)}>
          {text.override.open}
        </button>
      )}
    </>
  );
}
