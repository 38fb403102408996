import { text } from '../../text/language.ts';
import { ReasonField } from '../reason-field.tsx';
import { AmountField } from './amount-field.tsx';
import type { DecisionDraft, DecisionErrors } from './decision-form.ts';
import { SignatureFields } from './signature-fields.tsx';

type DecisionFieldsProps = {
  draft: DecisionDraft;
  errors: DecisionErrors;
  reasons: readonly string[];
  /** Who must sign, where the person at the desk may not decide it alone. */
  who?: string | undefined;
  onChange(part: Partial<DecisionDraft>): void;
};

/** The sum, the reason, and the signature where one is needed. */
export function DecisionFields({ draft, errors, reasons, who, onChange }: DecisionFieldsProps) {
  return (
    <>
      <AmountField
        label={text.account.amount}
        error={errors.amount}
        value={draft.amount}
        autoFocus
        onChange={(amount) => onChange({ amount })}
      />
      <ReasonField
        reason={draft.reason}
        suggestions={reasons}
        error={errors.reason}
        onChange={(reason) => onChange({ reason })}
      />
      {who && (
        <SignatureFields
          who={who}
          draft={draft.signature}
          errors={errors.signature ?? {}}
          onChange={(part) => onChange({ signature: { ...draft.signature, ...part } })}
        />
      )}
    </>
  );
}
