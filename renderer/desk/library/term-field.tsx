import { kindOf, type Term } from './policy-draft.ts';

type TermFieldProps = {
  term: Term;
  value: string | boolean;
  label: string;
  /** Where it is said what is wrong with the value. */
  describedBy: string | undefined;
  onChange(value: string | boolean): void;
};

/** A term in the way in which it is written: yes or no, a number, or an amount. */
export function TermField({ term, value, label, describedBy, onChange }: TermFieldProps) {
  const shared = { 'aria-label': label, 'aria-describedby': describedBy, 'data-column': term };
  if (typeof value === 'boolean')
    return <input {...shared} type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />;
  return (
    <input
      {...shared}
      className={`term-${kindOf(term)}`}
      inputMode="decimal"
      autoComplete="off"
      aria-invalid={describedBy ? true : undefined}
      value={value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
