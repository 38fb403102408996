import type { Sum } from '#shared/contract/api/account.ts';
import type { LedgerEntry } from '#shared/contract/ledger.ts';
import type { Loan } from '#shared/contract/records.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Tx } from '../../db/transaction.ts';
import { chargeLoss } from '../../fines/loss.ts';
import { Refusal } from '../../http/refusal.ts';
import { loanRecord } from '../loans/loan-record.ts';
import { findLoan } from '../loans/queries.ts';
import { lockCopyOfLoan, lockMemberOfLoan } from '../renewals/queries.ts';
import { type LossRow, loseCopy, lossFacts } from './queries.ts';

export type Loss = { loanId: string; charge: Sum | undefined; reason: string; now: Date };

/**
 * A copy on loan is declared lost: the member is charged for it, no further day is fined, and the loan stays open, so that
 * the copy counts as his until it is found (so do Evergreen and FOLIO); its return takes the charge back.
 * @throws Refusal LOAN_NOT_FOUND, LOAN_RETURNED, LOAN_LOST, VALIDATION_FAILED
 */
export async function declareLost(tx: Tx, { loanId, charge, reason, now }: Loss): Promise<DeclaredLost> {
  const { tenantId } = tx.context;
  const [, , [row], [loan]] = await Promise.all([
    tx.query(lockCopyOfLoan, [tenantId, loanId]),
    tx.query(lockMemberOfLoan, [tenantId, loanId]),
    tx.query(lossFacts, [tenantId, loanId]),
    tx.query(findLoan, [tenantId, loanId]),
  ]);
  if (!row || !loan) throw new Refusal('LOAN_NOT_FOUND');
  const memberId = whoHasIt(row);
  tx.send(loseCopy, [tenantId, loanId, now]);
  const facts = { memberId, copyId: row.copy_id, reason };
  recordEvent(tx, { action: 'loan.declared_lost', entity: 'loan', entityId: loanId, at: now, facts });
  const lost = { ...loanRecord(loan), lostAt: now.toISOString() };
  if (!charge) return { loan: lost };
  const charged = chargeLoss(tx, { loanId, memberId, currency: row.currency, charge }, now);
  return { loan: lost, charge: charged };
}

type DeclaredLost = { loan: Loan; charge?: LedgerEntry };

function whoHasIt({ member_id: memberId, returned_at: returnedAt, lost_at: lostAt }: LossRow): string {
  // A forgotten member's loan is always closed.
  if (returnedAt || !memberId) throw new Refusal('LOAN_RETURNED', { facts: { returnedAt } });
  if (lostAt) throw new Refusal('LOAN_LOST', { facts: { lostAt } });
  return memberId;
}
