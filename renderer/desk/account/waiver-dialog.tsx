import type { Money } from '#shared/contract/primitives.ts';
import { amountText } from '../../text/amount.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { AccountDialogFrame } from './account-dialog.tsx';
import { DecisionFields } from './decision-fields.tsx';
import { useDecision } from './use-decision.ts';

/** Forgives a debt, with a reason; who may not do it alone has a manager sign. */
export function WaiverDialog({ owed }: { owed: Money }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const mustSign = !usePermission('accounts.waive');
  const words = text.account.waiver;
  const most = { cents: owed.amount, sentence: text.account.invalid.tooMuch(format.money(owed)) };
  const { form, fields } = useDecision({
    amount: amountText(owed),
    limits: { currency: owed.currency, most, mustSign },
    send: ({ amount, reason, ...order }) => tasks.account.waive({ ...order, waiver: { amount, reason } }),
    done: ({ amount }) => words.done(format.money(amount)),
  });
  return (
    <AccountDialogFrame title={words.title} submit={words.submit} form={form}>
      <DecisionFields {...fields} reasons={words.reasons} who={mustSign ? words.who : undefined} />
    </AccountDialogFrame>
  );
}
