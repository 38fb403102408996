import { useState } from 'react';
import type { Loan } from '#shared/contract/records.ts';
import { readAmount } from '../../text/amount.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { ReasonField } from '../reason-field.tsx';
import { AccountDialogFrame } from './account-dialog.tsx';
import { AmountField } from './amount-field.tsx';
import { useIntention } from './use-intention.ts';

/** A copy that the member cannot bring back: why, and what it costs him. */
export function LossDialog({ loan, currency }: { loan: Loan; currency: string }) {
  const { tasks, voice } = useDesk();
  const [charge, setCharge] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<{ charge?: string; reason?: string }>({});
  const { loss: words, invalid } = text.account;

  const form = useIntention(
    async (intention) => {
      const cents = charge.trim() === '' ? 0 : readAmount(charge, currency);
      const wrong = {
        ...(cents === null && { charge: invalid.none }),
        ...(reason.trim() === '' && { reason: invalid.reason }),
      };
      setErrors(wrong);
      if (cents === null || wrong.reason) return { kind: 'not_ready' } as const;
      const sum = cents > 0 ? { charge: { amount: cents, currency } } : {};
      const outcome = await tasks.account.declareLost({ loanId: loan.id, intention, reason: reason.trim(), ...sum });
      if (outcome.kind === 'done') voice.signal('good', words.done(loan.book.title));
      return outcome;
    },
    () => tasks.account.close(),
  );

  return (
    <AccountDialogFrame title={words.title} submit={words.submit} form={form}>
      <p className="dialog-subject">{loan.book.title}</p>
      <p>{words.intro}</p>
      <AmountField
        label={words.charge}
        hint={words.chargeHint}
        error={errors.charge}
        value={charge}
        autoFocus
        onChange={setCharge}
      />
      <ReasonField reason={reason} suggestions={words.reasons} error={errors.reason} onChange={setReason} />
    </AccountDialogFrame>
  );
}
