import { type FormEvent, useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';

/** Which shelf is being read: typed, or scanned from its label after F8. It goes along with every scan. */
export function ShelfField() {
  const { counting } = useDesk().tasks.stocktake;
  const { reading, isNext } = useStore(counting.shelf);
  const [typed, setTyped] = useState(reading);
  const id = useId();
  const words = text.stocktake.scan;
  useEffect(() => setTyped(reading), [reading]);
  useActionKey(words.shelfKey, () => counting.toggleShelfNext());

  function submit(event: FormEvent): void {
    event.preventDefault();
    counting.readShelf(typed);
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
        onBlur={() => counting.readShelf(typed)}
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
          onClick={() => counting.toggleShelfNext()}
        >
          {words.shelfScan} <Key name={words.shelfKey} />
        </button>
        {reading !== '' && (
          <button type="button" className="button small" onClick={() => counting.readShelf('')}>
            {words.shelfClear}
          </button>
        )}
      </div>
    </form>
  );
}
