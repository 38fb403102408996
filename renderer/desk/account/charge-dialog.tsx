import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { AccountDialogFrame } from './account-dialog.tsx';
import { DecisionFields } from './decision-fields.tsx';
import { useDecision } from './use-decision.ts';

/** Charges for what no rule charges: damage, a replacement, a new card. */
export function ChargeDialog({ currency }: { currency: string }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const words = text.account.manualCharge;
  const { form, fields } = useDecision({
    amount: '',
    limits: { currency, mustSign: false },
    send: ({ amount, reason, intention }) => tasks.account.charge({ intention, charge: { amount, reason } }),
    done: ({ amount }) => words.done(format.money(amount)),
  });
  return (
    <AccountDialogFrame title={words.title} submit={words.submit} form={form}>
      <DecisionFields {...fields} reasons={words.reasons} />
    </AccountDialogFrame>
  );
}
