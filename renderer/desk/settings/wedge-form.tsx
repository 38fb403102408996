import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { DEFAULT_WEDGE_SETTINGS, WedgeSettings } from '#shared/contract/scan.ts';
import { Field } from '../../parts/field.tsx';
import { FormButtons } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

type WedgeDraft = { gapMs: string; minLength: string; prefix: string };

/** The numbers by which a keyboard scanner is told from a person, for whoever knows the scanner's manual. */
export function WedgeForm() {
  const { tasks } = useDesk();
  const { wedge } = useStore(tasks.scanner.store);
  const [draft, setDraft] = useState(() => draftOf(wedge));
  const words = text.settings.scanner;
  useEffect(() => setDraft(draftOf(wedge)), [wedge]);
  const edited = WedgeSettings.safeParse(settingsOf(draft, wedge));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (edited.success) void tasks.scanner.saveWedge(edited.data);
  }

  return (
    <details className="wedge-form">
      <summary>{words.profile}</summary>
      <form onSubmit={submit}>
        <WedgeFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
        <FormButtons
          back={words.reset}
          onBack={() => void tasks.scanner.saveWedge(DEFAULT_WEDGE_SETTINGS)}
          submit={words.save}
          isDisabled={!edited.success}
        />
      </form>
    </details>
  );
}

function WedgeFields({ draft, onChange }: { draft: WedgeDraft; onChange(part: Partial<WedgeDraft>): void }) {
  const words = text.settings.scanner;
  return (
    <>
      <Field
        label={words.gapMs}
        type="number"
        min={10}
        max={100}
        value={draft.gapMs}
        onChange={(event) => onChange({ gapMs: event.target.value })}
      />
      <Field
        label={words.minLength}
        type="number"
        min={2}
        max={20}
        value={draft.minLength}
        onChange={(event) => onChange({ minLength: event.target.value })}
      />
      <Field
        label={words.prefix}
        hint={words.prefixHint}
        value={draft.prefix}
        onChange={(event) => onChange({ prefix: event.target.value })}
      />
    </>
  );
}

function draftOf({ averageGapMs, minLength, prefix }: WedgeSettings): WedgeDraft {
  return { gapMs: String(averageGapMs), minLength: String(minLength), prefix: prefix.join(' ') };
}

/** Not judged yet: the contract's schema does that. */
function settingsOf({ gapMs, minLength, prefix }: WedgeDraft, before: WedgeSettings): unknown {
  const keys = prefix.split(' ').filter((key) => key !== '');
  return { ...before, averageGapMs: Number(gapMs), minLength: Number(minLength), prefix: keys };
}
