import type { BegunPayment, Sum } from '#shared/contract/api/account.ts';
import { decideAccountMove } from '#shared/rules/account.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { lockOneMember } from '../../members/service.ts';
import { accountTotals } from '../account/queries.ts';
import { requireCurrency } from '../account/service.ts';
import { writeEntry } from '../ledger.ts';
import type { MadePayment, PaymentProvider } from './provider.ts';
import { findOnlinePayment } from './queries.ts';

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
 * Writes a payment that the provider says was made: once, however often and in whatever order it says so. It is written
 * also where the debt was paid otherwise meanwhile: the money has arrived, and is then the member's credit.
 */
export async function settleOnlinePayment(tx: Tx, { reference, amount, payer }: MadePayment, now: Date): Promise<void> {
  const { memberId } = payer;
  const [, [known]] = await Promise.all([
    lockOneMember(tx, memberId),
    tx.query(findOnlinePayment, [tx.context.tenantId, reference]),
  ]);
  if (known) return;
  const paid = { kind: 'payment', reason: 'payment', method: 'online', reference } as const;
  writeEntry(tx, { memberId, cents: -amount.amount, currency: amount.currency, ...paid }, now);
}
