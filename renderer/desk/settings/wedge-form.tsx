import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { DEFAULT_WEDGE_SETTINGS, WedgeSettings } from '#shared/contract/scan.ts';
import { Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** The numbers by which a keyboard scanner is told from a person, for whoever knows the scanner's manual. */
export function WedgeForm() {
  const { tasks } = useDesk();
  const { wedge } = useStore(tasks.scanner.store);
  const [gapMs, setGapMs] = useState('');
  const [minLength, setMinLength] = useState('');
  const [prefix, setPrefix] = useState('');
  const words = text.settings.scanner;

  useEffect(() => {
    setGapMs(String(wedge.averageGapMs));
    setMinLength(String(wedge.minLength));
    setPrefix(wedge.prefix.join(' '));
  }, [wedge]);

  const edited = WedgeSettings.safeParse({
    ...wedge,
    averageGapMs: Number(gapMs),
    minLength: Number(minLength),
    prefix: prefix.split(' ').filter((key) => key !== ''),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (edited.success) void tasks.scanner.saveWedge(edited.data);
  }

  return (
    <details className="wedge-form">
      <summary>{words.profile}</summary>
      <form onSubmit={submit}>
        <Field
          label={words.gapMs}
          type="number"
          min={10}
          max={100}
          value={gapMs}
          onChange={(event) => setGapMs(event.target.value)}
        />
        <Field
          label={words.minLength}
          type="number"
          min={2}
          max={20}
          value={minLength}
          onChange={(event) => setMinLength(event.target.value)}
        />
        <Field
          label={words.prefix}
          hint={words.prefixHint}
          value={prefix}
          onChange={(event) => setPrefix(event.target.value)}
        />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => void tasks.scanner.saveWedge(DEFAULT_WEDGE_SETTINGS)}>
            {words.reset}
          </button>
          <button type="submit" className="button primary" disabled={!edited.success}>
            {words.save}
          </button>
        </div>
      </form>
    </details>
  );
}
