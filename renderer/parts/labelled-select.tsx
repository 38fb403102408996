import { useId } from 'react';

type LabelledSelectProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: NoInfer<T>; label: string }[];
  onChange(value: NoInfer<T>): void;
};

/** One of several, where there is no room to have all in sight. */
export function LabelledSelect<T extends string>({ label, value, choices, onChange }: LabelledSelectProps<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
