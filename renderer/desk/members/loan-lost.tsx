import type { Loan } from '#shared/contract/records.ts';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';

/** Declares the copy of a loan lost, in a dialog; not twice. */
export function LoanLost({ loan }: { loan: Loan }) {
  const { tasks } = useDesk();
  const mayDeclare = usePermission('loans.declare_lost');
  const words = text.account.loss;
  if (loan.lostAt) return <span className="renewal tone-attention">{words.recorded}</span>;
  if (!mayDeclare) return null;
  return (
    <button
      type="button"
      className="button small"
      aria-label={words.openLabel(loan.book.title)}
      onClick={() => tasks.account.open({ kind: 'loss', loan })}
    >
      {words.open}
    </button>
  );
}
