import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const NOW = '2026-11-22T10:45:00.000Z';

/** What the member says of a loan, and that he takes it back. */
export function claimedReturnCalls(
  host: TestHost,
): Pick<CallsOf<'loans'>, 'loans.claimReturned' | 'loans.withdrawClaim'> {
  const loanOf = (loanId: string) => host.library.loans.find(({ id }) => id === loanId);
  return {
    'loans.claimReturned': ({ loanId }) => {
      if (host.isOffline) return offline();
      const loan = loanOf(loanId);
      if (!loan) return refused('LOAN_NOT_FOUND');
      if (loan.claimedReturnedAt) return refused('LOAN_CLAIMED');
      Object.assign(loan, { claimedReturnedAt: NOW });
      return { kind: 'done', answer: { loan } };
    },
    'loans.withdrawClaim': ({ loanId }) => {
      if (host.isOffline) return offline();
      const loan = loanOf(loanId);
      if (!loan) return refused('LOAN_NOT_FOUND');
      Object.assign(loan, { claimedReturnedAt: null });
      return { kind: 'done', answer: { loan } };
    },
  };
}
