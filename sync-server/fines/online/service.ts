import type { BegunPayment, Sum } from '#shared/contract/api/account.ts';
import { decideAccountMove } from '#shared/rules/account.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { accountTotals } from '../account/queries.ts';
import { lockAccount, requireCurrency } from '../account/service.ts';
import { writeEntry } from '../ledger.ts';
import type { MovedMoney, PaymentProvider } from './provider.ts';
import { findOnlinePayment, sumWentBack } from './queries.ts';

/** Whether this member may pay this sum; asked before the provider is. @throws Refusal OVERPAYMENT, VALIDATION_FAILED */
export async function checkOnlinePayment(tx: Tx, memberId: string, amount: Sum): Promise<void> {
  const [totals] = await tx.query(accountTotals, [tx.context.tenantId, memberId]);
  if (!totals) throw new Refusal('MEMBER_NOT_FOUND');
  requireCurrency(amount, totals.currency);
  const decision = decideAccountMove('payment', amount.amount, totals.balance_cents);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
}

type Order = Parameters<PaymentProvider['begin']>[0];

/** Outside of any transaction: the provider is on the other side of a network. @throws Refusal PROVIDER_AWAY */
export async function beginOnlinePayment(provider: PaymentProvider, order: Order): Promise<BegunPayment> {
  return { provider: provider.name, amount: order.amount, ...(await provider.begin(order)) };
}

/**
 * Writes what the provider says has moved, as often and in whatever order it says so. Money in another currency is left
 * to people: the refusal shows among the provider's failed deliveries.
 * @throws Refusal MEMBER_NOT_FOUND, VALIDATION_FAILED
 */
export async function settle(tx: Tx, moved: MovedMoney, now: Date): Promise<void> {
  const { currency } = await lockAccount(tx, moved.payer.memberId);
  requireCurrency(moved.amount, currency);
  await (moved.kind === 'made' ? settlePayment(tx, moved, now) : settleWentBack(tx, moved, now));
}

/**
 * A payment, once under its reference. It is written also where the debt was paid otherwise meanwhile: the money has
 * arrived, and is then the member's credit.
 */
async function settlePayment(tx: Tx, { reference, amount, payer }: MovedMoney, now: Date): Promise<void> {
  const { memberId } = payer;
  const [known] = await tx.query(findOnlinePayment, [tx.context.tenantId, reference]);
  if (known) return;
  const paid = { kind: 'payment', reason: 'payment', method: 'online', reference } as const;
  writeEntry(tx, { memberId, cents: -amount.amount, currency: amount.currency, ...paid }, now);
}

/** Money that went back is owed again: of the sum that the provider names, as much as is not written yet. */
async function settleWentBack(tx: Tx, { kind, reference, amount, payer }: MovedMoney, now: Date): Promise<void> {
  const { memberId } = payer;
  const [written] = await tx.query(sumWentBack, [tx.context.tenantId, memberId, reference]);
  const cents = amount.amount - (written?.cents ?? 0);
  if (cents <= 0) return;
  const wentBack = { kind: 'refund', reason: kind, method: 'online', reference } as const;
  writeEntry(tx, { memberId, cents, currency: amount.currency, ...wentBack }, now);
}
