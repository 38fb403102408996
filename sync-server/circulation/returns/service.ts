import type { ReturnAnswer, ReturnOrder } from '#shared/contract/api/loans.ts';
import type { TransferReceipt } from '#shared/contract/api/transfers.ts';
import type { Hold, Loan, Transfer } from '#shared/contract/records.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';
import { finesIn } from '#shared/rules/fines.ts';
import { refundIn } from '#shared/rules/loan-end.ts';
import { decideReceipt, decideReturn, type ReturnDecision, type ReturnEffect } from '#shared/rules/return.ts';
import { labelsOf } from '../../db/labels.ts';
import type { Tx } from '../../db/transaction.ts';
import { type Applied, applyReturn } from './apply.ts';
import { type FoundRow, factsOf, readFacts } from './facts.ts';

/**
 * A copy is in a hand at this branch: what to do with it (domain.md, "Return").
 * @throws Refusal COPY_NOT_FOUND, BRANCH_NOT_FOUND
 */
export async function returnCopy(tx: Tx, order: ReturnOrder, now: Date): Promise<ReturnAnswer> {
  return settle(tx, order, now, decideReturn);
}

/**
 * A copy came out of a box at this branch: what to do with it (domain.md, "Transfers").
 * @throws Refusal COPY_NOT_FOUND, BRANCH_NOT_FOUND
 */
export async function receiveCopy(tx: Tx, receipt: TransferReceipt, now: Date): Promise<ReturnAnswer> {
  return settle(tx, receipt, now, decideReceipt);
}

async function settle(tx: Tx, order: ReturnOrder, now: Date, decide: typeof decideReturn): Promise<ReturnAnswer> {
  const row = await readFacts(tx, order, now);
  const decision = decide(factsOf(row, now));
  const applied = applyReturn(tx, row, decision, now);
  const closed = decision.effects.find((effect) => effect.kind === 'close_loan');
  const destination = row.branches?.find((branch) => branch.id === decision.toBranchId);
  return {
    outcome: decision.outcome,
    next: decision.next,
    alreadyReturned: decision.alreadyReturned,
    barcode: row.barcode,
    title: row.title,
    shelf: row.shelf,
    destination: destination ? { branchId: destination.id, code: destination.code, name: destination.name } : null,
    ...(closed ? { loan: closedLoan(row, closed) } : {}),
    ...moneyOf(row, decision),
    ...holdOf(row, decision, applied),
    ...transferOf(row, decision, applied, now),
    slip: slipOf(row, decision.next, destination?.name ?? null, now),
  };
}

function closedLoan(row: FoundRow, { loanId, returnedAt }: Extract<ReturnEffect, { kind: 'close_loan' }>): Loan {
  return {
    id: loanId,
    ...labelsOf(row),
    memberId: row.loan_member_id,
    branchId: row.loan_branch_id,
    checkedOutAt: row.loan_checked_out_at,
    dueAt: row.loan_due_at,
    returnedAt: returnedAt.toISOString(),
    claimedReturnedAt: row.loan_claimed_returned_at,
    lostAt: row.loan_lost_at,
    renewals: row.loan_renewals,
  };
}

/** What the loan's end cost, and what the library has to give back. */
function moneyOf({ overdue }: FoundRow, { effects }: ReturnDecision): Pick<ReturnAnswer, 'fine' | 'refund'> {
  if (!overdue) return {};
  const { currency } = overdue;
  const [charged, refund] = [finesIn(effects), refundIn(effects)];
  return {
    ...(charged > 0 ? { fine: { amount: charged, currency } } : {}),
    ...(refund > 0 ? { refund: { amount: refund, currency } } : {}),
  };
}

function holdOf(row: FoundRow, decision: ReturnDecision, applied: Applied): { hold?: Hold } {
  const assigned = decision.effects.find((effect) => effect.kind === 'assign_hold');
  if (!assigned) return {};
  const first = row.assigned_hold_id === null;
  return {
    hold: {
      id: assigned.holdId,
      bookId: row.book_id,
      memberId: first ? row.first_member_id : row.assigned_member_id,
      pickupBranchId: first ? row.first_pickup_branch_id : row.assigned_pickup_branch_id,
      status: assigned.as,
      position: null,
      copyId: row.copy_id,
      placedAt: first ? row.first_placed_at : row.assigned_placed_at,
      shelfExpiresAt: applied.shelfExpiresAt?.toISOString() ?? null,
    },
  };
}

function transferOf(row: FoundRow, decision: ReturnDecision, applied: Applied, now: Date): { transfer?: Transfer } {
  const opened = decision.effects.find((effect) => effect.kind === 'open_transfer');
  if (!opened || !applied.transferId) return {};
  return {
    transfer: {
      id: applied.transferId,
      copyId: row.copy_id,
      barcode: row.barcode,
      fromBranchId: row.branch_id,
      toBranchId: opened.toBranchId,
      reason: opened.reason,
      state: 'shipped',
      holdId: opened.holdId,
      requestedAt: now.toISOString(),
    },
  };
}

const slipKinds: Record<NextStep, ReturnAnswer['slip']['kind']> = {
  shelve: 'return',
  hold_shelf: 'hold',
  transit: 'transit',
  maintenance: 'return',
  refer: 'refer',
};

/** The slip names no person: the last characters of the card's number are enough to find the book on the hold shelf. */
function slipOf(row: FoundRow, next: NextStep, destination: string | null, now: Date): ReturnAnswer['slip'] {
  return {
    kind: slipKinds[next],
    title: row.title,
    barcode: row.barcode,
    destination,
    pickupCode: next === 'hold_shelf' ? row.pickup_number : null,
    printedAt: now.toISOString(),
  };
}
