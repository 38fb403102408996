import { useState } from 'react';
import type { Loan } from '#shared/contract/records.ts';
import { text } from '../../text/language.ts';
import { LoanExceptionsDialog } from './loan-exceptions-dialog.tsx';

/** What else may be done about a loan than renew it: in a dialog, for it is seldom wanted. */
export function LoanExceptions({ loan }: { loan: Loan }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-label={text.loanExceptions.openLabel(loan.book.title)}
        onClick={() => setIsOpen(true)}
      >
        {text.loanExceptions.open}
      </button>
      {isOpen && <LoanExceptionsDialog loan={loan} onClose={() => setIsOpen(false)} />}
    </>
  );
}
