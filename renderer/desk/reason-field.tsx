import { Field } from '../parts/field.tsx';
import { text } from '../text/language.ts';

type ReasonFieldProps = {
  reason: string;
  /** The common ones, one press each. */
  suggestions: readonly string[];
  hint?: string;
  error: string | undefined;
  autoFocus?: boolean;
  onChange(reason: string): void;
};

/** The reason in free words, with the common ones at hand. */
export function ReasonField({ reason, suggestions, hint, error, autoFocus = false, onChange }: ReasonFieldProps) {
  return (
    <>
      <Field
        label={text.override.reason}
        hint={hint}
        error={error}
        value={reason}
        maxLength={500}
        required
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="dialog-suggestions">
        {suggestions.map((suggestion) => (
          <button key={suggestion} type="button" className="button small" onClick={() => onChange(suggestion)}>
            {suggestion}
          </button>
        ))}
      </div>
    </>
  );
}
