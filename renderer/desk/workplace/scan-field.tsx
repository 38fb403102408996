import { type ClipboardEvent, type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { SCAN_FIELD_ID } from '../../parts/scan/scan-field-id.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** The one field that is always there: whoever cannot scan types, or pastes, and presses Enter. */
export function ScanField() {
  const desk = useDesk();
  const [value, setValue] = useState('');
  const waiting = useStore(desk.queue.store, (queue) => queue.waiting);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (value.trim() === '') return;
    desk.intake.text(value.trim(), 'typed');
    setValue('');
  }

  /** Several lines, as from a list, are several scans. */
  function paste(event: ClipboardEvent): void {
    const lines = event.clipboardData.getData('text').split(/[\r\n]+/);
    const codes = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (codes.length < 2) return;
    event.preventDefault();
    for (const code of codes) desk.intake.text(code, 'typed');
  }

  return (
    <form className="scan-field" onSubmit={submit}>
      <Icon name="barcode" />
      <label className="visually-hidden" htmlFor={SCAN_FIELD_ID}>
        {text.scan.label}
      </label>
      <input
        id={SCAN_FIELD_ID}
        value={value}
        placeholder={text.scan.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          // Takes back what was typed, and no more: the member stays.
          event.stopPropagation();
          setValue('');
        }}
        onPaste={paste}
      />
      <span className="scan-field-waiting" role="status">
        {waiting > 0 ? text.scan.waiting(waiting) : ''}
      </span>
      <Key name={text.scan.enter} />
    </form>
  );
}
