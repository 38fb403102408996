import type { Override } from '#shared/contract/api/loans.ts';
import type { Money } from '#shared/contract/primitives.ts';
import type { Loan } from '#shared/contract/records.ts';
import { localDate } from '#shared/rules/calendar.ts';
import { renewedDueAt } from '#shared/rules/due-date.ts';
import { type FineEffect, finesIn } from '#shared/rules/fines.ts';
import { decideRenew, type RenewFacts } from '#shared/rules/renew.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Tx } from '../../db/transaction.ts';
import { chargeFine, noteFirstOverdue, type OverdueLoan, overdueLoan } from '../../fines/overdue/service.ts';
import { Refusal } from '../../http/refusal.ts';
import { calendarOf, termsOf } from '../../policies/lending-terms.ts';
import { loanRecord } from '../loans/loan-record.ts';
import { findLoan } from '../loans/queries.ts';
import { lockCopyOfLoan, lockMemberOfLoan, lockWaitlistOfLoan, type RenewRow, renew, renewFacts } from './queries.ts';

export type Renewal = { loanId: string; override: Override | undefined; now: Date; onlyMemberId: string | undefined };

type Renewed = { loan: Loan; fine?: Money };

/** Renews a loan; the new due date counts from today, and what is overdue until now is charged. @throws Refusal */
export async function renewLoan(tx: Tx, { loanId, override, now, onlyMemberId }: Renewal): Promise<Renewed> {
  const { tenantId } = tx.context;
  const [, , , [row], [before], overdue] = await Promise.all([
    tx.query(lockCopyOfLoan, [tenantId, loanId]),
    tx.query(lockWaitlistOfLoan, [tenantId, loanId]),
    tx.query(lockMemberOfLoan, [tenantId, loanId]),
    tx.query(renewFacts, [tenantId, loanId, now]),
    tx.query(findLoan, [tenantId, loanId]),
    overdueLoan(tx, loanId, now),
  ]);
  // A member learns nothing of loans that are not his, not even that they exist.
  if (!row || !before || (onlyMemberId && row.member_id !== onlyMemberId)) throw new Refusal('LOAN_NOT_FOUND');
  const facts = factsOf(row, overdue, now);
  const decision = decideRenew(facts, override?.codes);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const due = renewedDueAt(now, new Date(row.due_at), facts.terms.loanDays, calendarOf(row));
  const { overridden } = decision;
  const { id: policyId } = policyOf(row);
  tx.send(renew, [tenantId, loanId, due, now, policyId]);
  recordEvent(tx, {
    action: 'loan.renewed',
    entity: 'loan',
    entityId: loanId,
    at: now,
    facts: { dueAt: due, policyId, ...(overridden.length > 0 ? { overridden, reason: override?.reason } : {}) },
  });
  const loan = { ...loanRecord(before), dueAt: due.toISOString(), renewals: row.renewals + 1 };
  if (!overdue) return { loan };
  for (const effect of decision.effects) applyFine(tx, overdue, effect, now);
  const amount = finesIn(decision.effects);
  return amount > 0 ? { loan, fine: { amount, currency: overdue.currency } } : { loan };
}

function applyFine(tx: Tx, overdue: OverdueLoan, effect: FineEffect, now: Date): void {
  if (effect.kind === 'charge_fine') chargeFine(tx, overdue, effect.fine, now);
  if (effect.kind === 'note_first_overdue') noteFirstOverdue(tx, overdue, effect.withinGrace, now);
}

const policyOf = (row: RenewRow) => termsOf(row, { category: row.category ?? 'adult', itemType: row.item_type });

function factsOf(row: RenewRow, overdue: OverdueLoan | undefined, now: Date): RenewFacts {
  return {
    now,
    today: localDate(now, row.time_zone),
    loan: {
      returnedAt: row.returned_at,
      lostAt: row.lost_at,
      claimedReturnedAt: row.claimed_returned_at,
      renewals: row.renewals,
    },
    overdue: overdue?.facts ?? null,
    member: { status: row.member_status ?? 'closed', expiresOn: row.expires_on },
    terms: policyOf(row),
    balanceCents: row.balance_cents,
    waiting: row.waiting,
  };
}
