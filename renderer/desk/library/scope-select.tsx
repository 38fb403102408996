type ScopeSelectProps<T extends string> = {
  label: string;
  /** What no choice is called. */
  any: string;
  value: T | null;
  choices: readonly { value: T; label: string }[];
  describedBy?: string | undefined;
  onChange(value: T | null): void;
};

/** One of what a rule may name, or none of it: a cell of the table. */
export function ScopeSelect<T extends string>({
  label,
  any,
  value,
  choices,
  describedBy,
  onChange,
}: ScopeSelectProps<T>) {
  return (
    <td className="policy-scope">
      <select
        aria-label={label}
        aria-describedby={describedBy}
        value={value ?? ''}
        data-any={value === null || undefined}
        onChange={(event) => onChange(choices.find((choice) => choice.value === event.target.value)?.value ?? null)}
      >
        <option value="">{any}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </td>
  );
}
