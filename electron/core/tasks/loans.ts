import { loansApi } from '#shared/contract/api/loans.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { bookDropDay } from './book-drop.ts';
import { observeCopy } from './observe.ts';
import { claim } from './outcome.ts';

/** Lending and renewing are claims; a return is an observation. */
export const loansTasks = (desk: Desk): TaskGroup<'loans'> => ({
  'loans.checkout': (order) =>
    claim(desk, loansApi.checkout, ({ enrolment }) => ({ body: { ...order, branchId: enrolment.branch.id } })),

  'loans.renew': ({ loanId, override }) =>
    claim(desk, loansApi.renewLoan, () => ({ params: { id: loanId }, body: override ? { override } : {} })),

  'loans.claimReturned': ({ loanId, reason }) =>
    claim(desk, loansApi.claimReturned, () => ({ params: { id: loanId }, body: reason ? { reason } : {} })),

  'loans.withdrawClaim': ({ loanId }) =>
    claim(desk, loansApi.withdrawClaimedReturn, () => ({ params: { id: loanId } })),

  'loans.bookDropDay': () => bookDropDay(desk),

  'loans.return': (order) => observeCopy(desk, (branchId) => ({ kind: 'return', order: { ...order, branchId } })),
});
