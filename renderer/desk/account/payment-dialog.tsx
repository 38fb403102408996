import { useState } from 'react';
import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { AccountDialogFrame } from './account-dialog.tsx';
import { MoneyMoved } from './money-moved.tsx';
import { PaymentFields } from './payment-fields.tsx';
import { changeOf, draftFor, type PaymentErrors, paymentOf } from './payment-form.ts';
import { useIntention } from './use-intention.ts';

type Taken = { entry: WrittenEntry; change: Money };

/** Takes money over the desk: what is owed stands there already, so that Enter alone takes all of it. */
export function PaymentDialog({ owed }: { owed: Money }) {
  const { tasks, voice } = useDesk();
  const format = useFormat();
  const [draft, setDraft] = useState(() => draftFor(owed));
  const [errors, setErrors] = useState<PaymentErrors>({});
  const [taken, setTaken] = useState<Taken | null>(null);

  const form = useIntention(async (intention) => {
    const judged = paymentOf(draft, owed, format.money);
    setErrors('errors' in judged ? judged.errors : {});
    if ('errors' in judged) return { kind: 'not_ready' } as const;
    const outcome = await tasks.account.pay({ intention, payment: judged.payment });
    if (outcome.kind === 'done') {
      setTaken({ entry: outcome.answer, change: changeOf(draft, owed.currency) });
      voice.signal('good', text.account.payment.done(format.money(judged.payment.amount)));
    }
    return outcome;
  });

  if (taken) return <MoneyMoved {...taken} />;
  return (
    <AccountDialogFrame title={text.account.payment.title} submit={text.account.pay} form={form}>
      <PaymentFields
        draft={draft}
        errors={errors}
        change={changeOf(draft, owed.currency)}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </AccountDialogFrame>
  );
}
