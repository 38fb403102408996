import { useId } from 'react';
import { Icon } from './icon.tsx';
import './search-field.css';

type SearchFieldProps = {
  label: string;
  hint: string;
  value: string;
  /** How much was found, in words. */
  found?: string;
  /** The table that the arrow key goes down to. */
  tableId: string;
  onChange(value: string): void;
};

/** A field that searches as somebody types; the arrow key leads from it into the table below. */
export function SearchField({ label, hint, value, found, tableId, onChange }: SearchFieldProps) {
  const id = useId();
  return (
    <div className="search-field">
      <Icon name="search" />
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        value={value}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.getElementById(tableId)?.focus();
        }}
      />
      {found !== undefined && (
        <span className="search-found" role="status">
          {found}
        </span>
      )}
    </div>
  );
}
