import type { Loan } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

/** When a loan is due, whether that is past, and what the member says of it. */
export function LoanDue({ loan }: { loan: Loan }) {
  const { surroundings } = useDesk();
  const format = useFormat();
  const now = surroundings.now();
  const { claimedReturnedAt } = loan;
  const isOverdue = new Date(loan.dueAt) < now && !claimedReturnedAt;
  const notes = [
    isOverdue ? text.members.overdue : '',
    claimedReturnedAt ? text.loanExceptions.claimedNote(format.shortDate(claimedReturnedAt, now)) : '',
    text.members.renewals(loan.renewals),
  ].filter(Boolean);
  return (
    <span className={isOverdue ? 'loan-due tone-refusal' : 'loan-due'}>
      <span className="cell-title">
        {isOverdue && <Icon name="attention" size={16} />} {format.shortDate(loan.dueAt, now)}
      </span>
      <span className="cell-second">{notes.join(', ')}</span>
    </span>
  );
}
