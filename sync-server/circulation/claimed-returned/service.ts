import type { Loan } from '#shared/contract/records.ts';
import { decideClaimedReturned } from '#shared/rules/claimed-returned.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { loanRecord } from '../loans/loan-record.ts';
import { findLoan } from '../loans/queries.ts';
import { lockCopyOfLoan } from '../renewals/queries.ts';
import { markClaimedReturned } from './queries.ts';

type Claimed = { loanId: string; reason: string | undefined; now: Date };

/**
 * The member says that he brought the copy back: no further day is fined, and the loan stays open until it is found.
 * @throws Refusal LOAN_NOT_FOUND, LOAN_RETURNED, LOAN_LOST, LOAN_CLAIMED
 */
export async function claimReturned(tx: Tx, { loanId, reason, now }: Claimed): Promise<{ loan: Loan }> {
  const loan = await lockLoan(tx, loanId);
  const decision = decideClaimedReturned({ loan });
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  tx.send(markClaimedReturned, [tx.context.tenantId, loanId, now]);
  const facts = { memberId: loan.memberId, copyId: loan.copy.id, reason };
  recordEvent(tx, { action: 'loan.claimed_returned', entity: 'loan', entityId: loanId, at: now, facts });
  return { loan: { ...loan, claimedReturnedAt: now.toISOString() } };
}

/** He still has it: the days in between are fined again. @throws Refusal LOAN_NOT_FOUND, LOAN_RETURNED */
export async function withdrawClaimedReturn(tx: Tx, loanId: string, now: Date): Promise<{ loan: Loan }> {
  const loan = await lockLoan(tx, loanId);
  const { claimedReturnedAt } = loan;
  if (loan.returnedAt) throw new Refusal('LOAN_RETURNED', { facts: { returnedAt: loan.returnedAt } });
  if (!claimedReturnedAt) return { loan };
  tx.send(markClaimedReturned, [tx.context.tenantId, loanId, null]);
  const facts = { memberId: loan.memberId, copyId: loan.copy.id, claimedReturnedAt };
  recordEvent(tx, { action: 'loan.claim_withdrawn', entity: 'loan', entityId: loanId, at: now, facts });
  return { loan: { ...loan, claimedReturnedAt: null } };
}

async function lockLoan(tx: Tx, loanId: string): Promise<Loan> {
  const { tenantId } = tx.context;
  const [, [row]] = await Promise.all([
    tx.query(lockCopyOfLoan, [tenantId, loanId]),
    tx.query(findLoan, [tenantId, loanId]),
  ]);
  if (!row) throw new Refusal('LOAN_NOT_FOUND');
  return loanRecord(row);
}
