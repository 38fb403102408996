import { useState } from 'react';
import type { Loan } from '#shared/contract/records.ts';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { LoanExceptionsDialog } from './loan-exceptions-dialog.tsx';

/** What else may be done about a loan than renew it: in a dialog, for it is seldom wanted. */
export function LoanExceptions({ loan }: { loan: Loan }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <RowButton label={text.loanExceptions.openLabel(loan.book.title)} onPress={() => setIsOpen(true)}>
        {text.loanExceptions.open}
      </RowButton>
      {isOpen && <LoanExceptionsDialog loan={loan} onClose={() => setIsOpen(false)} />}
    </>
  );
}
