import type { Charge, Payment, Refund, Sum, Waiver, WrittenEntry } from '#shared/contract/api/account.ts';
import { type AccountMove, decideAccountMove } from '#shared/rules/account.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { lockOneMember, refuseForgotten } from '../../members/service.ts';
import { type NewEntry, writeEntry } from '../ledger.ts';
import { accountTotals, loanOfMember, type TotalsRow } from './queries.ts';

/** Takes a payment at the desk. @throws Refusal MEMBER_NOT_FOUND, OVERPAYMENT, VALIDATION_FAILED */
export const takePayment = (tx: Tx, memberId: string, { amount, method, reference }: Payment, now: Date) =>
  moveBy(tx, memberId, 'payment', amount, { reason: 'payment', method, reference: reference ?? null }, now);

/** Forgives a debt. @throws Refusal MEMBER_NOT_FOUND, OVERPAYMENT, VALIDATION_FAILED */
export const waiveDebt = (tx: Tx, memberId: string, { amount, reason }: Waiver, now: Date) =>
  moveBy(tx, memberId, 'waiver', amount, { reason }, now);

/** Pays out a credit. @throws Refusal MEMBER_NOT_FOUND, REFUND_OVER_CREDIT, VALIDATION_FAILED */
export const refundCredit = (tx: Tx, memberId: string, { amount, method, reference, reason }: Refund, now: Date) =>
  moveBy(tx, memberId, 'refund', amount, { reason, method, reference: reference ?? null }, now);

/** Charges for what no rule charges: damage, a replacement. @throws Refusal MEMBER_NOT_FOUND, LOAN_NOT_FOUND, VALIDATION_FAILED */
export async function chargeMember(tx: Tx, memberId: string, charge: Charge, now: Date): Promise<WrittenEntry> {
  const { amount, reason, loanId } = charge;
  // Nothing new; what was owed, or comes back from the provider later, is still settled under the id.
  const [account] = await Promise.all([lockAccount(tx, memberId), refuseForgotten(tx, memberId)]);
  const { currency, balance_cents: balanceCents } = account;
  requireCurrency(amount, currency);
  if (loanId) await requireOwnLoan(tx, memberId, loanId);
  const about = { reason, ...(loanId ? { loanId } : {}) };
  const entry = writeEntry(tx, { memberId, kind: 'charge', cents: amount.amount, currency, ...about }, now);
  return { ...entry, balance: { amount: balanceCents + amount.amount, currency } };
}

async function requireOwnLoan(tx: Tx, memberId: string, loanId: string): Promise<void> {
  const [loan] = await tx.query(loanOfMember, [tx.context.tenantId, memberId, loanId]);
  if (!loan) throw new Refusal('LOAN_NOT_FOUND');
}

type About = Pick<NewEntry, 'reason' | 'method' | 'reference'>;

async function moveBy(
  tx: Tx,
  memberId: string,
  move: AccountMove,
  sum: Sum,
  about: About,
  now: Date,
): Promise<WrittenEntry> {
  const { currency, balance_cents: balanceCents } = await lockAccount(tx, memberId);
  requireCurrency(sum, currency);
  const decision = decideAccountMove(move, sum.amount, balanceCents);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const entry = writeEntry(tx, { memberId, kind: move, cents: decision.cents, currency, ...about }, now);
  return { ...entry, balance: { amount: balanceCents + decision.cents, currency } };
}

/** The member's lock first, the sum behind it: two payments at once add up one after the other. One network wait. @throws Refusal MEMBER_NOT_FOUND */
export async function lockAccount(tx: Tx, memberId: string): Promise<TotalsRow> {
  const [, [totals]] = await Promise.all([
    lockOneMember(tx, memberId),
    tx.query(accountTotals, [tx.context.tenantId, memberId]),
  ]);
  if (!totals) throw new Refusal('MEMBER_NOT_FOUND');
  return totals;
}

/** @throws Refusal VALIDATION_FAILED: a library has one currency */
export function requireCurrency(given: Sum, currency: string): void {
  if (given.currency === currency) return;
  const message = `this library reckons in ${currency}`;
  throw new Refusal('VALIDATION_FAILED', { detail: `Sorry, ${message}.`, errors: [{ path: 'body.amount', message }] });
}
