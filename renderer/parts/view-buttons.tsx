import type { ReactNode } from 'react';
import './view-buttons.css';

type ViewButtonsProps<View extends string | null> = {
  /** Said to screen readers only: on the screen the buttons speak for themselves. */
  legend: string;
  value: View;
  choices: readonly { value: View; label: ReactNode }[];
  onChange(value: View): void;
  small?: boolean;
  /** What else stands in the row. */
  children?: ReactNode;
};

/** Which part of a screen, or which of its lists, is shown: the one that is stays pressed. */
export function ViewButtons<View extends string | null>(props: ViewButtonsProps<View>) {
  return (
    <fieldset className="view-buttons">
      <legend className="visually-hidden">{props.legend}</legend>
      {props.choices.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className={props.small ? 'button small' : 'button'}
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
        </button>
      ))}
      {props.children}
    </fieldset>
  );
}
