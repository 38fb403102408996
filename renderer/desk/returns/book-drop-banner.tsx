import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { modeChanges } from './mode-changes.ts';
import type { ReturnsState } from './return-lines.ts';

/** Nobody may overlook that the books count for another day, nor which. */
export function BookDropBanner({ bookDrop }: { bookDrop: NonNullable<ReturnsState['bookDrop']> }) {
  const desk = useDesk();
  const modes = modeChanges(desk);
  const format = useFormat();
  const words = text.returns.bookDrop;
  return (
    <section className="book-drop tone-queued" aria-label={words.title}>
      <Icon name="drop" size={36} />
      <div className="book-drop-words">
        <p className="book-drop-title">{words.title}</p>
        <p className="book-drop-counts">{words.counts(format.weekday(bookDrop.day))}</p>
        {!bookDrop.live && <p className="quiet-sentence">{words.blind}</p>}
      </div>
      <label className="book-drop-day">
        <span>{words.day}</span>
        <input
          type="date"
          value={bookDrop.day}
          max={format.isoDay(desk.surroundings.now())}
          onChange={(event) => event.target.value && modes.bookDropDay(event.target.value)}
        />
      </label>
      <button type="button" className="button" onClick={modes.bookDrop}>
        {words.end} <Key name={words.key} />
      </button>
    </section>
  );
}
