import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

type Labelled = {
  label: string;
  hint?: string | undefined;
  /** Why the value cannot be taken; said to screen readers together with the field. */
  error?: string | undefined;
};
type FieldProps = Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'>;
type LongFieldProps = Labelled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'className'>;

/** A labelled field with its hint and what is wrong with it. */
export function Field({ label, hint, error, required, ...input }: FieldProps) {
  const { aria, around } = useLabelled({ label, hint, error });
  return around(<input {...input} {...aria} aria-required={required} />);
}

/** The same for more than one line. */
export function LongField({ label, hint, error, required, ...area }: LongFieldProps) {
  const { aria, around } = useLabelled({ label, hint, error });
  return around(<textarea {...area} {...aria} aria-required={required} />);
}

/** What belongs to a field of any kind: its names for screen readers, and what stands around it. */
function useLabelled({ label, hint, error }: Labelled) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const aria = { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined };
  const around = (control: ReactNode) => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
  return { aria, around };
}

type ChoiceProps<T extends string> = {
  legend: string;
  value: T;
  choices: readonly { value: T; label: ReactNode }[];
  onChange(value: T): void;
};

/** One of a few, all in sight. */
export function Choice<T extends string>({ legend, value, choices, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div className="choice-row">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
