import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import type { SignatureDraft, SignatureErrors } from './signature.ts';

type SignatureFieldsProps = {
  /** Who may sign, and for what. */
  who: string;
  draft: SignatureDraft;
  errors: SignatureErrors;
  onChange(part: Partial<SignatureDraft>): void;
};

export function SignatureFields({ who, draft, errors, onChange }: SignatureFieldsProps) {
  const words = text.account.signature;
  return (
    <div className="account-signature">
      <p>
        <Icon name="attention" size={18} /> {who}
      </p>
      <Field
        label={words.number}
        error={errors.number}
        value={draft.number}
        autoComplete="off"
        onChange={(event) => onChange({ number: event.target.value })}
      />
      <Field
        label={words.password}
        error={errors.password}
        type="password"
        value={draft.password}
        autoComplete="off"
        onChange={(event) => onChange({ password: event.target.value })}
      />
      <Field
        label={words.otp}
        value={draft.otp}
        inputMode="numeric"
        autoComplete="off"
        onChange={(event) => onChange({ otp: event.target.value })}
      />
    </div>
  );
}
