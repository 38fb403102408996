import type { Fine, OverdueFacts } from '#shared/rules/fines.ts';
import { unforgivenLoss } from '#shared/rules/loan-end.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Tx } from '../../db/transaction.ts';
import { announceFine } from '../../notices/announce.ts';
import { calendarOf, termsOf } from '../../policies/lending-terms.ts';
import { writeEntry } from '../ledger.ts';
import { type OverdueRow, overdueOfCopy, overdueOfLoan, setFirstOverdue } from './queries.ts';

/** An open loan that is overdue, or whose copy was declared lost, with all that its end may cost or give back. */
export type OverdueLoan = {
  loanId: string;
  memberId: string;
  currency: string;
  /** What was charged for the loss of the copy, and neither taken back nor forgiven. */
  lossCents: number;
  facts: OverdueFacts;
};

/**
 * The copy's open loan, if it is overdue at this moment or its copy was declared lost. To be read behind the locks of a
 * return; another return costs one look at the copy.
 */
export async function overdueLoanOfCopy(tx: Tx, barcode: string, now: Date): Promise<OverdueLoan | undefined> {
  const [row] = await tx.query(overdueOfCopy, [tx.context.tenantId, barcode, now]);
  return row && overdueLoanOf(row);
}

/** The same for a loan that is to be renewed. */
export async function overdueLoan(tx: Tx, loanId: string, now: Date): Promise<OverdueLoan | undefined> {
  const [row] = await tx.query(overdueOfLoan, [tx.context.tenantId, loanId, now]);
  return row && overdueLoanOf(row);
}

export function overdueLoanOf(row: OverdueRow): OverdueLoan {
  return {
    loanId: row.loan_id,
    memberId: row.member_id,
    currency: row.currency,
    lossCents: unforgivenLoss({
      lossCents: row.loss_cents,
      waivedSinceCents: row.waived_since_loss_cents,
      owedBesideCents: row.owed_beside_loss_cents,
    }),
    facts: {
      dueAt: new Date(row.due_at),
      stoppedAt: row.fines_stopped_at ? new Date(row.fines_stopped_at) : null,
      calendar: calendarOf(row),
      // What a loan costs when it is late was settled when it was made (Evergreen keeps the rules in the loan's row, FOLIO
      // the policies' ids): a policy that changes meanwhile is for later loans.
      terms: row.lent_by ?? termsOf(row, { category: row.category, itemType: row.item_type }),
      firstOverdueEver: row.first_overdue_ever,
      chargedOnLoanCents: row.charged_on_loan_cents,
      balanceCents: row.balance_cents,
      finesEverCents: row.fines_ever_cents,
    },
  };
}

/** Charges a fine, once a missed due date, with its working and the caps in force in the audit. Under the member's lock. */
export function chargeFine(tx: Tx, { loanId, memberId, currency, facts }: OverdueLoan, fine: Fine, now: Date): void {
  const { cents, daysOverdue, closedDays, cappedBy } = fine;
  const entry = { memberId, kind: 'charge', reason: 'overdue', cents, currency, loanId, dueAt: facts.dueAt } as const;
  const { fineCapLoanCents: capLoanCents, fineCapMemberCents: capMemberCents } = facts.terms;
  const told = { daysOverdue, closedDays, cappedBy, capLoanCents, capMemberCents };
  const { id: entryId } = writeEntry(tx, entry, now, told);
  announceFine(tx, { memberId, entryId }, now);
}

/** Remembers a member's first overdue ever, for which there is grace but once. Under the member's lock. */
export function noteFirstOverdue(tx: Tx, { loanId, memberId }: OverdueLoan, withinGrace: boolean, now: Date): void {
  tx.send(setFirstOverdue, [tx.context.tenantId, memberId, now]);
  const facts = { loanId, withinGrace };
  recordEvent(tx, { action: 'member.first_overdue', entity: 'member', entityId: memberId, at: now, facts });
}

/**
 * The copy that was declared lost is here: all of the charge that was not forgiven is taken back. What was paid of it stands to the member's
 * credit, until somebody who may pays it out.
 */
export function takeBackLoss(tx: Tx, loan: OverdueLoan, now: Date): void {
  const { loanId, memberId, currency, lossCents } = loan;
  writeEntry(tx, { memberId, kind: 'waiver', reason: 'found', cents: -lossCents, currency, loanId }, now);
}
