import type { Loan } from '#shared/contract/records.ts';
import { RowButton } from '../../parts/row-button.tsx';
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
    <RowButton label={words.openLabel(loan.book.title)} onPress={() => tasks.account.open({ kind: 'loss', loan })}>
      {words.open}
    </RowButton>
  );
}
