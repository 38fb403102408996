import { Field } from '../../parts/field.tsx';

type AmountFieldProps = {
  label: string;
  value: string;
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onChange(value: string): void;
};

/** A sum to be typed. Whoever comes to it types over what stands there. */
export function AmountField({ onChange, ...field }: AmountFieldProps) {
  return (
    <Field
      {...field}
      inputMode="decimal"
      autoComplete="off"
      maxLength={12}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
