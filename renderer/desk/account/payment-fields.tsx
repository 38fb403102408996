import type { Money } from '#shared/contract/primitives.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { AmountField } from './amount-field.tsx';
import type { PaymentDraft, PaymentErrors } from './payment-form.ts';

type PaymentFieldsProps = {
  draft: PaymentDraft;
  errors: PaymentErrors;
  change: Money;
  onChange(part: Partial<PaymentDraft>): void;
};

/** The sum, how it is paid, and what belongs to that: what was handed over in cash, the terminal's number of a card. */
export function PaymentFields({ draft, errors, change, onChange }: PaymentFieldsProps) {
  const format = useFormat();
  const words = text.account;
  return (
    <>
      <AmountField
        label={words.amount}
        error={errors.amount}
        value={draft.amount}
        autoFocus
        onChange={(amount) => onChange({ amount })}
      />
      <MethodChoice method={draft.method} onChange={(method) => onChange({ method })} />
      {draft.method === 'cash' && (
        <div className="account-given">
          <AmountField
            label={words.given}
            hint={words.givenHint}
            error={errors.given}
            value={draft.given}
            onChange={(given) => onChange({ given })}
          />
          <output className="account-change">{change.amount > 0 ? words.change(format.money(change)) : ''}</output>
        </div>
      )}
      {draft.method === 'card' && (
        <Field
          label={words.paymentReference}
          hint={words.paymentReferenceHint}
          value={draft.reference}
          maxLength={200}
          onChange={(event) => onChange({ reference: event.target.value })}
        />
      )}
    </>
  );
}

type Method = PaymentDraft['method'];

export function MethodChoice({ method, onChange }: { method: Method; onChange(method: Method): void }) {
  const { methods } = text.account;
  const choices = (['cash', 'card'] as const).map((value) => ({ value, label: methods[value] }));
  return <Choice legend={text.account.method} value={method} choices={choices} onChange={onChange} />;
}
