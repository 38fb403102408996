import { type FormEvent, useEffect, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';
import { shelfChanges } from './shelf-changes.ts';

/** Which shelf is being read: typed, or scanned from its label after F8. It goes along with every scan. */
export function ShelfField() {
  const desk = useDesk();
  const { reading, isNext } = useStore(desk.tasks.stocktake.counting.shelf);
  const changes = useMemo(() => shelfChanges(desk), [desk]);
  const [typed, setTyped] = useState(reading);
  const id = useId();
  const words = text.stocktake.scan;
  useEffect(() => setTyped(reading), [reading]);
  useActionKey(words.shelfKey, changes.scanNext);

  function submit(event: FormEvent): void {
    event.preventDefault();
    changes.read(typed);
  }

  return (
    <form className="shelf-field field" onSubmit={submit}>
      <label htmlFor={id}>{words.shelf}</label>
      <input
        id={id}
        value={typed}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => changes.left({ typed, whileReading: reading })}
        aria-describedby={`${id}-hint`}
      />
      <p className="field-hint" id={`${id}-hint`}>
        {isNext ? words.shelfNext : words.shelfHint}
      </p>
      <div className="shelf-field-buttons">
        <button
          type="button"
          className="button small"
          aria-pressed={isNext}
          aria-keyshortcuts={words.shelfKey}
          onClick={changes.scanNext}
        >
          {words.shelfScan} <Key name={words.shelfKey} />
        </button>
        {reading !== '' && (
          <button type="button" className="button small" onClick={() => changes.read('')}>
            {words.shelfClear}
          </button>
        )}
      </div>
    </form>
  );
}
