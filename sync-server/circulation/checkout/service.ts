import { v7 as uuidv7 } from 'uuid';
import type { CheckoutAnswer, CheckoutOrder } from '#shared/contract/api/loans.ts';
import type { Loan } from '#shared/contract/records.ts';
import { ItemType } from '#shared/contract/vocabulary.ts';
import { type CheckoutEffect, decideCheckout } from '#shared/rules/checkout.ts';
import { dueAt } from '#shared/rules/due-date.ts';
import { notBefore } from '#shared/rules/moment.ts';
import { labelsOf } from '../../db/labels.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { fulfilHold, requeueHold } from '../../holds/service.ts';
import { Refusal } from '../../http/refusal.ts';
import { readOneMember } from '../../members/service.ts';
import { calendarOf, lentTo, termsOf } from '../../policies/lending-terms.ts';
import { readPolicies } from '../../policies/service.ts';
import { endTransfer } from '../../transfers/service.ts';
import { passCopyOn } from '../hold-ends/pass-on.ts';
import { type FoundRow, factsOf, readFacts } from './facts.ts';
import { copyToLend, lend } from './queries.ts';

export type Borrowing = {
  order: CheckoutOrder;
  now: Date;
  /** A member at a self-service desk: only for himself, and only where the library allows it. */
  onlyMemberId: string | undefined;
};

/** Lends a copy: facts under lock, the pure decision, one statement of effects. @throws Refusal */
export async function checkOut(tx: Tx, { order, now, onlyMemberId }: Borrowing): Promise<CheckoutAnswer> {
  const { membershipNumber, branchId } = order;
  if (onlyMemberId) await refuseOtherNumbers(tx, onlyMemberId, membershipNumber);
  const barcode = 'barcode' in order ? order.barcode : await pickCopy(tx, order);
  const row = await readFacts(tx, { barcode, membershipNumber, branchId }, now);
  if (onlyMemberId && !(row.member_self_checkout && row.member_id === onlyMemberId)) throw new Refusal('FORBIDDEN');
  // Servers' clocks differ, and this request may have waited for the copy: a loan begins after all that was before it.
  const at = notBefore(now, row.moved_at);
  const facts = factsOf(row, at);
  const decision = decideCheckout(facts, order.override?.codes);
  if (decision.kind === 'refused') {
    throw new Refusal(decision.code, { facts: onlyMemberId ? withoutBorrower(decision.facts) : decision.facts });
  }
  const loan = newLoan(row, at, dueAt(at, facts.terms.loanDays, calendarOf(row)));
  const { overridden } = decision;
  writeLoan(tx, row, loan, at, overridden.length > 0 ? { overridden, reason: order.override?.reason } : {});
  for (const effect of decision.effects) await applyEffect(tx, effect, at);
  return { loan, ...(facts.ownHold ? { fulfilledHoldId: facts.ownHold.id } : {}) };
}

/** Before anything is looked up by it: a member does not hear of a number whether anybody has it, or once had it. */
async function refuseOtherNumbers(tx: Tx, memberId: string, membershipNumber: string): Promise<void> {
  const { number } = await readOneMember(tx, memberId);
  if (number !== membershipNumber) throw new Refusal('FORBIDDEN');
}

/** Whose a copy is, is told to staff only. */
const withoutBorrower = ({ memberId: _, ...told }: Record<string, unknown>) => told;

type ByBook = Extract<CheckoutOrder, { bookId: string }>;

async function pickCopy(tx: Tx, { bookId, branchId, membershipNumber }: ByBook): Promise<string> {
  const policies = await readPolicies(tx);
  const lent = ItemType.options.flatMap((itemType) =>
    lentTo(policies, { itemType, branchId }).map((category) => ({ category, itemType })),
  );
  const [picked] = await tx.query(copyToLend, [
    tx.context.tenantId,
    bookId,
    branchId,
    membershipNumber,
    lent.map(({ category }) => category),
    lent.map(({ itemType }) => itemType),
  ]);
  if (!picked) throw new Refusal('NO_COPY_AVAILABLE');
  return picked.barcode;
}

function newLoan(row: FoundRow, now: Date, due: Date): Loan {
  return {
    id: uuidv7(),
    ...labelsOf(row),
    memberId: row.member_id,
    branchId: row.branch_id,
    checkedOutAt: now.toISOString(),
    dueAt: due.toISOString(),
    returnedAt: null,
    claimedReturnedAt: null,
    lostAt: null,
    renewals: 0,
  };
}

function writeLoan(tx: Tx, row: FoundRow, loan: Loan, now: Date, override: Record<string, unknown>): void {
  const { tenantId, actor, requestId } = tx.context;
  const { id: policyId } = termsOf(row, { category: row.category, itemType: row.item_type });
  const facts = json({
    memberId: row.member_id,
    copyId: row.copy_id,
    branchId: row.branch_id,
    dueAt: loan.dueAt,
    policyId,
    ...override,
  });
  tx.send(lend, [
    tenantId,
    loan.id,
    row.copy_id,
    row.book_id,
    row.member_id,
    row.branch_id,
    now,
    loan.dueAt,
    uuidv7(),
    actor.kind,
    actor.id,
    facts,
    requestId,
    policyId,
  ]);
}

async function applyEffect(tx: Tx, effect: CheckoutEffect, now: Date): Promise<void> {
  // open_loan is not here: writeLoan did it, in one statement with the copy and the audit.
  if (effect.kind === 'fulfil_hold') fulfilHold(tx, effect.holdId, now);
  if (effect.kind === 'requeue_hold') requeueHold(tx, effect.holdId, now);
  if (effect.kind === 'pass_copy_on') await passCopyOn(tx, effect.copyId, now);
  if (effect.kind === 'receive_transfer') endTransfer(tx, effect.transferId, 'received', now);
  if (effect.kind === 'cancel_transfer') endTransfer(tx, effect.transferId, 'cancelled', now);
}
