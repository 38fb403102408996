import type { ReactNode } from 'react';

type RowButtonProps = {
  /** With what it is about: in a list many bear the same words. */
  label: string;
  isDisabled?: boolean;
  onPress(): void;
  children: ReactNode;
};

/** What may be done about one row of a list. */
export function RowButton({ label, isDisabled, onPress, children }: RowButtonProps) {
  return (
    <button type="button" className="button small" aria-label={label} disabled={isDisabled} onClick={onPress}>
      {children}
    </button>
  );
}
