import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { differenceOf } from '#shared/rules/policy-list.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { PolicyTable } from './policy-table.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { WhatIf } from './what-if.tsx';

/** The table of rules, what is wrong with it, and a loan to try it with. */
export function PoliciesPanel() {
  const { tasks } = useDesk();
  const editor = tasks.library.policies;
  const { inForce, read, version } = useStore(editor.store);
  const [isSaving, setIsSaving] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const words = text.library.policies;
  const wanted = read.rows.filter((row) => row !== null);
  const { added, removed, changed } = differenceOf(inForce, wanted);
  const changes = read.rows.length - wanted.length + added.length + removed.length + changed.length;

  function addRow(): void {
    const key = editor.add();
    // Once it is on the screen.
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-key="${key}"] select`)?.focus());
  }

  return (
    <div className="policies">
      <p className="quiet-sentence">{words.intro}</p>
      <PolicyTable ref={table} />
      <div className="policy-buttons">
        <button type="button" className="button" onClick={addRow}>
          <Icon name="plus" size={18} /> {words.add}
        </button>
        <p role="status" className={read.faults.length > 0 ? 'policy-state tone-refusal' : 'policy-state'}>
          {stateInWords(changes, read.faults.length, version)}
        </p>
        <button type="button" className="button" disabled={changes === 0} onClick={() => editor.undo()}>
          {words.undo}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={changes === 0 || read.faults.length > 0}
          onClick={() => setIsSaving(true)}
        >
          {words.review}
        </button>
      </div>
      <WhatIf />
      {isSaving && <SaveDialog onClose={() => setIsSaving(false)} />}
    </div>
  );
}

function stateInWords(changes: number, faults: number, version: number): string {
  const words = text.library.policies;
  if (faults > 0) return words.faults(faults);
  return changes > 0 ? words.changes(changes) : words.inForce(version);
}
