import { useState } from 'react';
import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { amountText } from '../../text/amount.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { AccountDialogFrame } from './account-dialog.tsx';
import { DecisionFields } from './decision-fields.tsx';
import { MoneyMoved } from './money-moved.tsx';
import { MethodChoice } from './payment-fields.tsx';
import { useDecision } from './use-decision.ts';

/** Pays out what the library owes a member; who may not do it alone has a manager sign. */
export function PayoutDialog({ credit }: { credit: Money }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const mustSign = !usePermission('accounts.refund');
  const [method, setMethod] = useState<'cash' | 'card'>('cash');
  const [paidOut, setPaidOut] = useState<WrittenEntry | null>(null);
  const words = text.account.payout;
  const most = { cents: credit.amount, sentence: text.account.invalid.overCredit(format.money(credit)) };
  const { form, fields } = useDecision({
    amount: amountText(credit),
    limits: { currency: credit.currency, most, mustSign },
    send: ({ amount, reason, ...order }) => tasks.account.refund({ ...order, refund: { amount, method, reason } }),
    done: ({ amount }) => words.done(format.money(amount)),
    onWritten: setPaidOut,
  });
  if (paidOut) return <MoneyMoved entry={paidOut} />;
  return (
    <AccountDialogFrame title={words.title} submit={words.submit} form={form}>
      <MethodChoice method={method} onChange={setMethod} />
      <DecisionFields {...fields} reasons={words.reasons} who={mustSign ? words.who : undefined} />
    </AccountDialogFrame>
  );
}
